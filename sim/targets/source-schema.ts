import { z } from 'zod';
import { idSchema } from './id-schema.ts';

/** Where numbers come from, by the id that they name. */
export const sourceListSchema = z.record(
  idSchema,
  z.strictObject({
    title: z.string().min(1),
    where: z.string().min(1).describe('Address, repository path or document number.'),
    kind: z.enum(['measurement', 'data-sheet', 'paper', 'documentation', 'derivation', 'recalled']),
    note: z.string().min(1).optional(),
  }),
);

/** `hardware-profiles/sources.yaml`: where the numbers of profiles come from. */
export const sourcesSchema = z.strictObject({ schemaVersion: z.literal(1), sources: sourceListSchema });

export type Sources = z.output<typeof sourceListSchema>;
