import { z } from 'zod';
import { idSchema } from '../../targets/profile-parts.ts';
import { measuredClasses } from './measured-row.ts';

/** `hardware-profiles/measured/vocabulary.yaml`: what the words of the measured rows stand for. */
export const vocabularySchema = z.strictObject({
  schemaVersion: z.literal(1),
  devices: z.record(
    idSchema,
    z.strictObject({
      title: z.string().min(1),
      vendor: z.string().min(1),
      class: z.enum(measuredClasses),
      chip: idSchema.describe('Devices with one chip are held out together.'),
      family: idSchema,
    }),
  ),
  families: z.record(idSchema, z.string().min(1)),
  runtimes: z.record(
    idSchema,
    z.strictObject({
      published: z.string().min(1).describe('Name of the software as it was published.'),
      variant: idSchema.optional().describe('Build of that software that counts as a runtime of its own.'),
      lineage: idSchema.optional().describe('What versions of one software share.'),
      kernels: z
        .literal('portable')
        .optional()
        .describe(
          'Portable C without the wide instructions of the core; tuned kernels where it is not there.',
        ),
    }),
  ),
  networks: z.record(idSchema, z.string().min(1)),
});

export type Vocabulary = z.output<typeof vocabularySchema>;
