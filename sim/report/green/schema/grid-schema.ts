import { z } from 'zod';

/** Carbon intensity of electricity, with what an auditor needs to look it up. */
export const gridSchema = z
  .strictObject({
    zone: z.string().describe('Zone of the data set, or the name of the user for an own value.'),
    zoneName: z.string().describe('Name of the zone.'),
    year: z.int().nullable().describe('Year of the data; null: the hours of a file.'),
    hourly: z
      .strictObject({
        leastGCO2ePerKwh: z.number().describe('Of the hours of the run, gCO2e/kWh.'),
        mostGCO2ePerKwh: z.number().describe('Of the hours of the run, gCO2e/kWh.'),
      })
      .nullable()
      .describe('Where each joule counts at the intensity of its hour; null: at the one figure.'),
    gCO2ePerKwh: z.number().describe('Average, or the mean over the hours of a CSV, gCO2e/kWh.'),
    low: z.number().describe('Low end that its source states; the value itself where it states none.'),
    high: z.number().describe('High end that its source states.'),
    table: z
      .strictObject({ file: z.string().describe('Which.'), sha256: z.string().describe('SHA-256 of it.') })
      .nullable()
      .describe('Table that the figure is from; null: stated by the user.'),
    kind: z.enum(['average', 'marginal', 'not stated']).describe('Which intensity of ISO/IEC 21031.'),
    scope: z.string().describe('life-cycle or direct factors, consumption or production.'),
    basis: z.literal('location-based').describe('Market-based figures are not allowed by ISO/IEC 21031.'),
    attribution: z.string().describe('Data set and its licence.'),
    licence: z.string().describe('Licence of the data.'),
    fallback: z
      .literal(false)
      .describe('No other zone or year ever stands in for the one that was asked for.'),
  })
  .describe('Electricity of the report.');

export type Grid = z.output<typeof gridSchema>;

/** Another figure for the same electricity, or the same figure for another place. */
export const gridAlternativeSchema = z.strictObject({
  label: z.string().describe('Zone, year and data set.'),
  use: z.enum(['sensitivity', 'region']).describe('The same place by other data, or another place.'),
  gCO2ePerKwh: z.number().describe('gCO2e/kWh.'),
});

export type GridAlternative = z.output<typeof gridAlternativeSchema>;
