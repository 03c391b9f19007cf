import { z } from 'zod';
import { taggedQuantitySchema, tagSchema } from './tagged-quantity-schema.ts';

/** A number that the score was computed from. */
export const coefficientSchema = z
  .strictObject({
    name: z.string().describe('Short name.'),
    description: z.string().describe('What it is, for people.'),
    value: z.number().describe('Central value.'),
    low: z.number().describe('Low end.'),
    high: z.number().describe('High end.'),
    unit: z.string().describe('Unit of the three.'),
    tag: tagSchema(),
    source: z.string().describe('Where it is from.'),
    year: z.int().nullable().describe('Year it holds for; null where it has none.'),
    licence: z.string().describe('Licence of the data.'),
  })
  .describe('A coefficient of the score.');

export type Coefficient = z.output<typeof coefficientSchema>;

/** One bar of the tornado. */
export const swingSchema = z.strictObject({
  assumption: z.string().describe('What is changed, alone.'),
  atLow: z.number().describe('SCI with it at its low end or first alternative, gCO2e.'),
  atHigh: z.number().describe('SCI with it at its high end or second alternative, gCO2e.'),
});

/** A point of the boundary. */
export const boundarySchema = z.strictObject({
  included: z
    .array(z.strictObject({ what: z.string().describe('Component.'), why: z.string().describe('Reason.') }))
    .describe('What is counted.'),
  excluded: z
    .array(z.strictObject({ what: z.string().describe('Component.'), why: z.string().describe('Reason.') }))
    .describe('What is not.'),
});

/** A fleet of devices over years. */
export const fleetSchema = z
  .strictObject({
    devices: z.number().describe('Number of devices.'),
    inferencesPerDeviceDay: z.number().describe('Inferences of a device a day.'),
    years: z.number().describe('Years of operation.'),
    rows: z
      .array(
        z.strictObject({
          claim: z.string().describe('Target of the claim.'),
          policy: z.string().describe('Policy, or dense.'),
          region: z.string().describe('Zone, or "mix" for the sum over all.'),
          share: z.number().describe('Share of the devices there.'),
          gCO2ePerKwh: z.number().describe('Its intensity.'),
          energyKwh: z.number().describe('Energy over all years, kWh.'),
          emissions: taggedQuantitySchema().describe('Emissions over all years, kgCO2e.'),
          batteryReplacements: z
            .number()
            .nullable()
            .describe('Batteries used up after the first, all devices; null on mains.'),
          batteryEmbodiedKg: z
            .number()
            .nullable()
            .describe('Their embodied emissions, kgCO2e; null: not assessed.'),
        }),
      )
      .describe('Subject and baseline of every claim, by region.'),
  })
  .describe('Emissions of a fleet.');

export type Fleet = z.output<typeof fleetSchema>;

/** What the simulation itself emitted: shown apart, never added. */
export const simulatorFootprintSchema = z.strictObject({
  simulatedS: z.number().describe('Simulated time of all rows over all seeds, s.'),
  wallS: z.number().describe('Time that making the run took, s.'),
  cpuS: z.number().describe('Processor time of making the run, all threads, s.'),
  footprint: z
    .strictObject({
      powerW: z.number().describe('Stated power of a busy core, W.'),
      powerSource: z.string().describe('Who stated it.'),
      energyKwh: z.number().describe('Processor time times that power, kWh.'),
      emissionsG: z.number().describe('gCO2e at the intensity of the report.'),
    })
    .nullable()
    .describe('null: not assessed, no power was stated.'),
});

/** One item of the SCI report checklist. */
export const checkSchema = z.strictObject({
  item: z.string().describe('What the SCI report template asks for.'),
  holds: z.boolean().describe('Whether the report has it.'),
  found: z.string().describe('Where, or what is missing.'),
});

export type ChecklistItem = z.output<typeof checkSchema>;
