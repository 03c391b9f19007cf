import { join } from 'node:path';
import { InputError } from '../../schema/input-error.ts';
import { parseYamlDocument } from '../../schema/parse-yaml.ts';
import { loadSources, unknownSources } from '../../targets/load-sources.ts';
import { shippedProfiles } from '../../targets/profile-files.ts';
import { readInput, shownName } from '../../targets/read-input.ts';
import { type McuFacts, mcuFactsSchema } from './facts-schema.ts';

/**
 * Facts of microcontroller cores and chips.
 * @param root folder that holds measured/ and sources.yaml
 * @throws InputError with every fault, each with line and column
 */
export async function loadMcuFacts(root: string = shippedProfiles()): Promise<McuFacts> {
  const file = join(root, 'measured', 'mcu-facts.yaml');
  const parsed = parseYamlDocument(mcuFactsSchema, await readInput(file), shownName(file));
  const issues = unknownSources(parsed, await loadSources(root));
  if (issues.length > 0) throw new InputError(issues);
  return parsed.value;
}
