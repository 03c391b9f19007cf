import { join } from 'node:path';
import { didYouMean } from '../schema/did-you-mean.ts';
import type { InputIssue } from '../schema/input-error.ts';
import type { ParsedYaml } from '../schema/parse-yaml.ts';
import { parseOnce } from './parse-once.ts';
import { shippedProfiles } from './profile-files.ts';
import { type Sources, sourcesSchema } from './source-schema.ts';

const parsedSources = parseOnce(sourcesSchema);

/** All sources that numbers may name. */
export async function loadSources(root: string = shippedProfiles()): Promise<Sources> {
  return (await parsedSources(join(root, 'sources.yaml'))).value.sources;
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
