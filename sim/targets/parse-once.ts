import type { z } from 'zod';
import { type ParsedYaml, parseYamlDocument } from '../schema/parse-yaml.ts';
import { readInput, shownName } from './read-input.ts';

/**
 * Reads files of one schema, each parsed anew only when its text has changed: every runtime of a profile, and every profile
 * of a family, asks for the same ones.
 * @returns a reader, which throws InputError with every fault of a file, each with line and column
 */
export function parseOnce<S extends z.ZodType>(
  schema: S,
): (file: string) => Promise<ParsedYaml<z.output<S>>> {
  const known = new Map<string, { readonly text: string; readonly parsed: ParsedYaml<z.output<S>> }>();
  return async (file) => {
    const text = await readInput(file);
    const before = known.get(file);
    if (before?.text === text) return before.parsed;
    const parsed = parseYamlDocument(schema, text, shownName(file));
    known.set(file, { text, parsed });
    return parsed;
  };
}
