import { join } from 'node:path';
import { z } from 'zod';
import { parseYaml } from '../../schema/parse-yaml.ts';
import { shippedProfiles } from '../../targets/profile-files.ts';
import { idSchema } from '../../targets/profile-parts.ts';
import { readInput, shownName } from '../../targets/read-input.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

const referencesSchema = z.strictObject({
  schemaVersion: z.literal(1),
  references: z.record(
    z.string().min(1),
    z.strictObject({
      network: idSchema,
      precision: z.enum(['fp32', 'fp16', 'int8']),
      lineage: idSchema.optional(),
    }),
  ),
});

/** The dense run that a speed-up is against. */
export interface SparseReference {
  readonly network: string;
  readonly precision: string;
  readonly lineage: string;
}

/** References by id of the row, where they differ from the row in more than being dense. */
export type SparseReferences = z.output<typeof referencesSchema>['references'];

/**
 * What published speed-ups are against.
 * @param root folder that holds measured/
 * @throws InputError with every fault of the file
 */
export async function loadSparseReferences(root: string = shippedProfiles()): Promise<SparseReferences> {
  const file = join(root, 'measured', 'sparse-references.yaml');
  return parseYaml(referencesSchema, await readInput(file), shownName(file)).references;
}

/** The dense run that a row is compared with: what is said of it, and where nothing is, the row itself without its zeros. */
export function referenceOf(row: MeasuredRow, references: SparseReferences): SparseReference {
  const said = references[row.id];
  return {
    network: said?.network ?? row.network,
    precision: said?.precision ?? row.precision,
    lineage: said?.lineage ?? row.lineage,
  };
}
