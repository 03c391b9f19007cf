import { z } from 'zod';
import { idSchema } from './profile-parts.ts';

/** `hardware-profiles/sources.yaml`: where the numbers of profiles come from. */
export const sourcesSchema = z.strictObject({
  schemaVersion: z.literal(1),
  sources: z.record(
    idSchema,
    z.strictObject({
      title: z.string().min(1),
      where: z.string().min(1).describe('Address, repository path or document number.'),
      kind: z.enum(['measurement', 'data-sheet', 'paper', 'documentation', 'derivation', 'recalled']),
      note: z.string().min(1).optional(),
    }),
  ),
});

export type Sources = z.output<typeof sourcesSchema>['sources'];
