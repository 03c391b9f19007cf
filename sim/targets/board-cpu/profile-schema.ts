import { z } from 'zod';
import { idSchema, profileHead } from '../profile-parts.ts';
import { quantity } from '../quantity.ts';
import { boardRuntimeSchema } from './runtime-schema.ts';

/** Cores of one kind that share a clock. */
const clusterSchema = z.strictObject({
  family: idSchema.describe('A file of hardware-profiles/families with a `core`.'),
  cores: quantity('count'),
  clock: quantity('frequency').describe('The highest that they keep up.'),
});

const described = {
  ...profileHead,
  family: idSchema.describe(
    'Core family of the fastest cores: a file of hardware-profiles/families with a `core`.',
  ),
  cores: quantity('count').describe('Cores of that family at that clock; others stand in `little`.'),
  clock: quantity('frequency').describe('The highest that they keep up.'),
  little: clusterSchema
    .optional()
    .describe('The slower cores of big.LITTLE; runtimes are taken to leave them alone.'),
  coresPerL2: quantity('count').describe('Cores that share one level-two cache and its bandwidth.'),
  lastLevelCache: quantity('bytes').describe('All cache that the cores share last, level two or three.'),
  dram: quantity('bytes'),
  dramBandwidth: quantity('bandwidth').describe('Width of the bus times transfers a second.'),
  idlePower: quantity('power')
    .optional()
    .describe(
      'Awake and without work, at the boundary. For simulations of a single board the calibrated power model fills it in.',
    ),
  policyCyclesPerOperation: quantity('cycles').optional().describe('One scalar operation of policy code.'),
  runtimes: z
    .record(idSchema, boardRuntimeSchema)
    .default({})
    .describe("Of one's own; the calibrated models fill in those of single boards."),
  powerModes: z
    .record(idSchema, z.strictObject({ cores: quantity('count'), clock: quantity('frequency') }))
    .optional()
    .describe('What the named modes of the maker leave switched on, at which highest clock.'),
};

/**
 * CPU of a single board or a phone as its data sheet describes it. The calibrated models fill in what a simulation of a
 * board needs; of phones no power is published that they could learn from.
 */
export const boardCpuProfileSchema = z.strictObject({ class: z.enum(['sbc-cpu', 'phone']), ...described });

export type BoardCpuProfile = z.output<typeof boardCpuProfileSchema>;
