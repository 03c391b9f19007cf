import { join } from 'node:path';
import { z } from 'zod';
import { parseYaml } from '../../schema/parse-yaml.ts';
import { shippedProfiles } from '../../targets/profile-files.ts';
import { idSchema } from '../../targets/profile-parts.ts';
import { readInput, shownName } from '../../targets/read-input.ts';
import { quantities } from './measured-row.ts';

const text = z.string().min(1);

const comparisonsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  comparisons: z.array(
    z.strictObject({
      id: idSchema,
      title: text,
      quantities: z.array(z.enum(quantities)).min(1),
      rows: z.array(text).min(2),
      whyNot: text.optional().describe('Why no model predicts the rows.'),
    }),
  ),
  claims: z.array(z.strictObject({ claim: text, source: text, whyNot: text })),
});

/** Published comparisons of devices, by ids of measured rows, and those that nothing can be said of. */
export type PublishedComparisons = z.output<typeof comparisonsSchema>;

/**
 * Reads the published comparisons.
 * @param root folder that holds measured/
 * @throws InputError with every fault of the file
 */
export async function loadComparisons(root: string = shippedProfiles()): Promise<PublishedComparisons> {
  const file = join(root, 'measured', 'comparisons.yaml');
  return parseYaml(comparisonsSchema, await readInput(file), shownName(file));
}
