import { join } from 'node:path';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { InputError } from '../../schema/input-error.ts';
import { parseYamlDocument } from '../../schema/parse-yaml.ts';
import { shippedProfiles } from '../../targets/profile-files.ts';
import { readInput, shownName } from '../../targets/read-input.ts';
import { type Vocabulary, vocabularySchema } from './vocabulary-schema.ts';

/**
 * What the words of the measured rows stand for.
 * @param root folder that holds measured/
 * @throws InputError with every fault, each with line and column
 */
export async function loadVocabulary(root: string = shippedProfiles()): Promise<Vocabulary> {
  const file = join(root, 'measured', 'vocabulary.yaml');
  const parsed = parseYamlDocument(vocabularySchema, await readInput(file), shownName(file));
  const families = Object.keys(parsed.value.families);
  const issues = Object.entries(parsed.value.devices).flatMap(([id, { family }]) => {
    if (families.includes(family)) return [];
    const guess = didYouMean(family, families);
    return [
      parsed.issueAt(
        ['devices', id, 'family'],
        'E_UNKNOWN_FAMILY',
        `is "${family}", which is not a family.`,
        {
          allowed: families,
          ...(guess ? { didYouMean: guess } : {}),
        },
      ),
    ];
  });
  if (issues.length > 0) throw new InputError(issues);
  return parsed.value;
}
