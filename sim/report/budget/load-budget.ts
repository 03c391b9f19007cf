import { readFile } from 'node:fs/promises';
import { InputError } from '../../schema/input-error.ts';
import { type ParsedYaml, parseYamlDocument } from '../../schema/parse-yaml.ts';
import { type Budget, budgetSchema } from './budget-schema.ts';

/** Reads a budget. @param shownAs path for messages @throws InputError with every fault and its place */
export async function loadBudget(file: string, shownAs: string): Promise<ParsedYaml<Budget>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const message = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([
      {
        file: shownAs,
        line: 0,
        column: 0,
        code: 'E_BUDGET',
        path: '',
        message,
        hint: 'docs/reports.md has one to copy',
      },
    ]);
  });
  return parseYamlDocument(budgetSchema, text, shownAs);
}
