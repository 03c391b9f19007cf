import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError, type InputIssue } from '../schema/input-error.ts';
import { type Family, familySchema } from './family-schema.ts';
import { unknownSources } from './load-sources.ts';
import { parseOnce } from './parse-once.ts';
import type { Sources } from './source-schema.ts';

/** Turns "this family cannot be used" into an issue at the place that named it. */
export type BlameFamily = (
  code: string,
  message: string,
  more?: Pick<InputIssue, 'allowed' | 'didYouMean' | 'hint'>,
) => InputIssue;

const parsedFamily = parseOnce(familySchema);

/**
 * A family with everything that it takes over from the families it extends.
 * @param chain ids of the families that led here, for the message about a cycle
 */
export async function loadFamily(
  id: string,
  root: string,
  sources: Sources,
  blame: BlameFamily,
  chain: readonly string[] = [],
): Promise<Family> {
  if (chain.includes(id))
    throw new InputError([
      blame('E_CYCLE', `families extend each other in a circle: ${[...chain, id].join(' -> ')}.`, {
        hint: 'Remove one `extends`.',
      }),
    ]);
  const folder = join(root, 'families');
  const known = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.yaml'));
  const ids = known.map((name) => name.slice(0, -'.yaml'.length)).sort();
  if (!ids.includes(id)) {
    const guess = didYouMean(id, ids);
    throw new InputError([
      blame('E_UNKNOWN_FAMILY', `is "${id}", which is not a family.`, {
        allowed: ids,
        ...(guess ? { didYouMean: guess } : {}),
      }),
    ]);
  }
  const file = join(folder, `${id}.yaml`);
  const parsed = await parsedFamily(file);
  const issues = unknownSources(parsed, sources);
  if (issues.length > 0) throw new InputError(issues);
  const own = parsed.value;
  if (!own.extends) return own;
  const base = await loadFamily(
    own.extends,
    root,
    sources,
    (code, message, more) => parsed.issueAt(['extends'], code, message, more),
    [...chain, id],
  );
  if (base.class !== own.class)
    throw new InputError([
      parsed.issueAt(
        ['extends'],
        'E_FAMILY_CLASS',
        `names a family of class ${base.class}; this one is ${own.class}.`,
      ),
    ]);
  return {
    ...base,
    ...own,
    policyCyclesPerOperation: own.policyCyclesPerOperation ?? base.policyCyclesPerOperation,
    ...('runtimes' in base && 'runtimes' in own ? { runtimes: { ...base.runtimes, ...own.runtimes } } : {}),
  } as Family;
}
