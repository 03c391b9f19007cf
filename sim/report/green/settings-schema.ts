import { z } from 'zod';

const source = () =>
  z.string().min(3).describe('Where the number is from: a document, an address, a contract.');

/** A number of the user's, with the source that an auditor asks for. */
const stated = (value: z.ZodNumber, text: string) =>
  z
    .strictObject({
      value: value.describe(text),
      low: value.optional().describe('Low end; without it the number counts as exact.'),
      high: value.optional().describe('High end.'),
      source: source(),
    })
    .refine(({ value: central, low, high }) => (low ?? central) <= central && central <= (high ?? central), {
      params: { code: 'E_INTERVAL' },
      message: 'has an interval that does not contain its value: low <= value <= high must hold',
    });

const positive = () => z.number().gt(0);

/** What a report needs and a run cannot know: who answers for it, the site, the fleet. Every key may be left out. */
export const settingsSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of this file format.'),
    accountable: z
      .strictObject({
        organisation: z.string().default(''),
        person: z.string().default(''),
        contact: z.string().default(''),
      })
      .default({ organisation: '', person: '', contact: '' })
      .describe('Who answers for the report.'),
    grid: z
      .union([
        z.strictObject({
          zone: z.string().min(2).describe('Zone of Electricity Maps.'),
          year: z.int().min(2021).optional().describe('Year of its table.'),
        }),
        z.strictObject({
          hourly: z
            .string()
            .min(1)
            .describe('CSV of hour,gCO2ePerKwh, relative to this file; its mean is taken.'),
          name: z.string().min(1).describe('What it is an intensity of.'),
          year: z.int().describe('Year it holds for.'),
          kind: z.enum(['average', 'marginal']),
          source: source(),
          licence: z.string().min(1).describe('Licence of the table.'),
        }),
        z.strictObject({
          gCO2ePerKwh: stated(z.number().min(0), 'gCO2e/kWh, location-based.'),
          name: z.string().min(1).describe('What it is an intensity of.'),
          year: z.int().describe('Year it holds for.'),
          kind: z.enum(['average', 'marginal']),
          scope: z
            .string()
            .min(1)
            .default('not stated')
            .describe('life-cycle or direct, consumption or production.'),
          licence: z.string().min(1).default('stated by the user'),
        }),
      ])
      .optional()
      .describe('Electricity, instead of the zone and year of the scenario.'),
    regions: z.array(z.string().min(2)).optional().describe('Zones to show beside the one of the report.'),
    pue: stated(z.number().min(1), 'Energy of the facility over that of the equipment.').optional(),
    water: z
      .strictObject({
        onSite: stated(z.number().min(0), 'Water per energy of the equipment, L/kWh.'),
        offSite: stated(z.number().min(0), 'Water of generation per energy of the facility, L/kWh.'),
      })
      .optional()
      .describe('Factors of water; without them it is not assessed.'),
    embodied: z
      .record(
        z.string(),
        z.strictObject({
          totalKgCO2e: stated(z.number().min(0), 'Of making one device, kgCO2e.'),
          lifetimeYears: stated(positive(), 'Expected lifespan, years.'),
          resourceShare: z.number().gt(0).max(1).default(1).describe('Share of the device that is used.'),
        }),
      )
      .default({})
      .describe('By target: goes before what the hardware profile says.'),
    unit: z
      .strictObject({
        name: z.string().min(1).describe('One of what, in the singular: token, frame, event window.'),
        perInference: positive().describe('How many of them one inference deals with.'),
        source: source(),
      })
      .optional()
      .describe('A functional unit beside the inference, for the headline.'),
    fleet: z
      .strictObject({
        devices: z.int().min(1),
        inferencesPerDeviceDay: positive(),
        years: positive(),
        regions: z
          .record(z.string(), z.number().gt(0).max(1))
          .optional()
          .describe(
            'Share of the devices by zone of Electricity Maps; they sum to 1. Default: all in the zone of the report.',
          ),
        battery: z
          .strictObject({
            capacityWh: positive().describe('Usable charge, Wh.'),
            embodiedKgCO2e: z.number().min(0).optional().describe('Of making one; without it not assessed.'),
            source: source(),
          })
          .optional()
          .describe('Of microcontrollers that run on primary batteries.'),
      })
      .optional()
      .describe('How many devices run for how long.'),
    simulator: z
      .strictObject({
        powerW: positive().describe('Power of a busy core of the machine that simulates, W.'),
        source: source(),
      })
      .optional()
      .describe('For the footprint of the simulation itself.'),
  })
  .meta({ title: 'SparseWatt report settings', description: 'What a report needs and a run cannot know.' });

export type ReportSettings = z.output<typeof settingsSchema>;
export type StatedNumber = {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  source: string;
};
