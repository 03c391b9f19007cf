import { z } from 'zod';
import { coreFactsSchema } from './board-cpu/core-facts-schema.ts';
import { cpuRuntimeSchema } from './cpu/profile-schema.ts';
import { gpuRuntimeSchema } from './gpu/profile-schema.ts';
import { mcuCoreSchema } from './mcu/core-schema.ts';
import { mcuRuntimeSchema } from './mcu/profile-schema.ts';
import { idSchema } from './profile-parts.ts';
import { quantity } from './quantity.ts';

const head = {
  schemaVersion: z.literal(1),
  id: idSchema.describe('Equal to the file name without .yaml.'),
  title: z.string().min(1),
  extends: idSchema
    .optional()
    .describe('Another family, whose entries are taken over where this one has none.'),
  policyCyclesPerOperation: quantity('cycles').optional().describe('One scalar operation of policy code.'),
};

/** What boards with the same core share: runtimes derived for the core, and the cost of scalar code. */
export const familySchema = z.discriminatedUnion('class', [
  z.strictObject({
    class: z.literal('mcu'),
    ...head,
    core: mcuCoreSchema.optional(),
    runtimes: z.record(idSchema, mcuRuntimeSchema).default({}),
  }),
  z.strictObject({
    class: z.literal('server-cpu'),
    ...head,
    core: coreFactsSchema.optional(),
    runtimes: z.record(idSchema, cpuRuntimeSchema).default({}),
  }),
  z.strictObject({
    class: z.enum(['server-gpu', 'edge-gpu']),
    ...head,
    runtimes: z.record(idSchema, gpuRuntimeSchema).default({}),
  }),
  z.strictObject({
    class: z.literal('board-cpu').describe('Cores of single boards and phones: no runtimes, facts alone.'),
    ...head,
    core: coreFactsSchema,
  }),
]);

export type Family = z.output<typeof familySchema>;
