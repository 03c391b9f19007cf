import { z } from 'zod';
import { idSchema } from './id-schema.ts';
import { gradeSchema, quantity, si } from './quantity.ts';
import { sourceListSchema } from './source-schema.ts';

export { idSchema };

/** A state in which a unit waits; the first is entered when a stage ends, deeper ones after a time without work. */
export const powerStateSchema = z.strictObject({
  name: idSchema,
  power: quantity('power', 'zero'),
  after: quantity('time', 'zero').describe('The unit falls into this state after so long without work.'),
  wakeTime: quantity('time', 'zero'),
  wakeEnergy: quantity('energy', 'zero'),
});

export const powerStatesSchema = z.array(powerStateSchema).min(1);

/** Multipliers on the central prediction that give the low and high end of the interval. */
export const intervalSchema = z
  .strictObject({
    low: z.number().positive().max(1),
    high: z.number().min(1),
    unit: z.literal('1'),
    source: z.string().min(1),
    grade: gradeSchema,
    note: z.string().min(1).describe('Fit residuals, or the prior that was taken and why.'),
  })
  .describe('Multipliers on the central prediction.');

export type IntervalPart = z.output<typeof intervalSchema>;

export const numericFormsSchema = z
  .array(z.string().regex(/^(fp32|int8|rate-\d+)$/, 'must be fp32, int8 or rate-N'))
  .min(1)
  .describe('Numeric forms that the runtime computes in.');

/** How a device warms up and slows down; `sim/targets/thermal` has the model. */
export const thermalSchema = z
  .strictObject({
    resistance: quantity('thermal-resistance').describe('From the chip to the air.'),
    capacity: quantity('heat-capacity').describe('Of chip, spreader and case.'),
    throttle: quantity('temperature').describe('The device slows down from this temperature on.'),
    resume: quantity('temperature').describe('It runs freely again below this one.'),
    fullPower: quantity('power').describe('That heats the chip while it computes without a pause.'),
    idlePower: quantity('power', 'zero').describe('While it pauses to cool down.'),
  })
  .refine((thermal) => thermal.resume.value < thermal.throttle.value, {
    path: ['resume'],
    params: { code: 'E_THERMAL' },
    message: 'must be below the throttling temperature',
  })
  .optional();

/** What making the device emitted; without it reports say that embodied emissions were not assessed. */
export const embodiedSchema = z
  .strictObject({
    total: quantity('emissions', 'zero').describe('Of making one whole device, as its source bounds it.'),
    lifetime: quantity('time').describe('Expected lifespan.'),
    resourceShare: quantity('ratio')
      .refine((share) => si(share) <= 1, { message: 'must not be above 1', params: { code: 'E_SHARE' } })
      .optional()
      .describe('Share of the device that the profile models, e.g. one core of 40; 1 by default.'),
  })
  .describe('Embodied emissions of the device.');

/** What every profile says, whatever its class. */
export const profileHead = {
  schemaVersion: z.literal(1),
  sources: sourceListSchema
    .optional()
    .describe('Sources of this file alone, beside those of hardware-profiles/sources.yaml.'),
  id: idSchema.describe('Equal to the file name without .yaml.'),
  name: z.string().min(1),
  description: z.string().min(1).describe('Which operating mode is modelled, and what is left out.'),
  chip: idSchema
    .optional()
    .describe(
      'The silicon, where several boards may carry it; as in hardware-profiles/measured/vocabulary.yaml.',
    ),
  boundary: z.enum(['chip', 'board', 'wall']).describe('Where the energy is measured.'),
  thermal: thermalSchema,
  embodied: embodiedSchema.optional(),
  validated: z
    .strictObject({ latency: z.boolean(), energy: z.boolean(), note: z.string().min(1) })
    .describe('Whether published rows exist to hold the predictions against.'),
};

/** Families whose runtimes a profile takes over. */
export const familyIdSchema = idSchema
  .optional()
  .describe('A file of hardware-profiles/families, whose runtimes are taken over.');

/** What every runtime says, whatever its class. */
export const runtimeHead = {
  title: z.string().min(1),
  numericForms: numericFormsSchema,
  latencyInterval: intervalSchema,
  energyInterval: intervalSchema,
};

export const kernelsSchema = {
  dense: z.literal('dense').describe('Multiplies every weight, zero or not.'),
  blocks: z.literal('blocks-4x1').describe('Skips inactive 4x1 blocks; see docs/sparsewatt-4x1.md.'),
};
