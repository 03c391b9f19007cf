import { z } from 'zod';
import { idSchema, profileHead } from '../profile-parts.ts';
import { quantity } from '../quantity.ts';

/** Where an NPU may run. Programs that were measured at one point are predicted at the others. */
const operatingPointSchema = z
  .strictObject({
    name: idSchema,
    clock: quantity('frequency').optional(),
    supply: quantity('voltage').optional().describe('Of the rail at which energy is measured.'),
    regulator: z
      .enum(['linear', 'switching', 'direct'])
      .optional()
      .describe("Between that rail and the core; direct: the rail is the core's own."),
    coreVoltage: quantity('voltage').optional().describe('Where the rail is not the core.'),
    powerLimit: quantity('power').optional(),
    mode: idSchema.optional().describe('As in the column of hardware-profiles/measured.'),
  })
  .refine((point) => point.clock || point.powerLimit, {
    path: ['name'],
    params: { code: 'E_OPERATING_POINT' },
    message: 'says neither at which clock nor under which powerLimit it runs',
  });

/** A neural processing unit: described, for predictions of single inferences. Nothing simulates it. */
export const npuProfileSchema = z.strictObject({
  class: z.literal('npu'),
  ...profileHead,
  family: idSchema.describe('Core family, as in hardware-profiles/measured/vocabulary.yaml.'),
  operatingPoints: z.array(operatingPointSchema).min(1),
  memories: z.record(idSchema, quantity('bytes')).describe('By name; weights and activations live in them.'),
  int8Macs: quantity('macs-per-cycle').optional().describe('8-bit multiply-accumulates a cycle, at most.'),
});

export type NpuProfile = z.output<typeof npuProfileSchema>;
