import { join } from 'node:path';
import { didYouMean } from '../schema/did-you-mean.ts';
import type { InputIssue } from '../schema/input-error.ts';
import { type ParsedYaml, parseYaml } from '../schema/parse-yaml.ts';
import { shippedProfiles } from './profile-files.ts';
import { readInput, shownName } from './read-input.ts';
import { type Sources, sourcesSchema } from './source-schema.ts';

/** What was parsed, by file: every profile of a folder asks for it. */
const known = new Map<string, { readonly text: string; readonly sources: Sources }>();

/** All sources that numbers may name. */
export async function loadSources(root: string = shippedProfiles()): Promise<Sources> {
  const file = join(root, 'sources.yaml');
  const text = await readInput(file);
  const before = known.get(file);
  if (before?.text === text) return before.sources;
  const { sources } = parseYaml(sourcesSchema, text, shownName(file));
  known.set(file, { text, sources });
  return sources;
}

function sourcesNamed(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const list = Array.isArray(value);
  const here = 'source' in value && 'grade' in value ? [[...path, 'source']] : [];
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, inner]) =>
      sourcesNamed(inner, [...path, list ? Number(key) : key]),
    ),
  ];
}

/** One issue for every number whose source is not listed. */
export function unknownSources(parsed: ParsedYaml<unknown>, sources: Sources): InputIssue[] {
  const ids = Object.keys(sources);
  return sourcesNamed(parsed.value).flatMap((path) => {
    const id = path.reduce<unknown>(
      (at, step) => (at as Record<string | number, unknown>)[step],
      parsed.value,
    );
    if (ids.includes(String(id))) return [];
    const guess = didYouMean(String(id), ids);
    return [
      parsed.issueAt(
        path,
        'E_UNKNOWN_SOURCE',
        `is "${id}", which is not in hardware-profiles/sources.yaml.`,
        {
          ...(guess ? { didYouMean: guess } : {}),
          hint: 'Add it there with a title and where it can be read.',
        },
      ),
    ];
  });
}
