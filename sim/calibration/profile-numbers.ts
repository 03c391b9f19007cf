import { loadSources } from '../targets/load-sources.ts';
import type { Profile } from '../targets/profile-schema.ts';
import type { Sources } from '../targets/source-schema.ts';
import type { Grade } from '../targets/target.ts';
import { loadRunnableProfile } from './load-runnable-profile.ts';

/** A number that a target is simulated with, and how it is known. */
export interface ProfileNumber {
  /** Id of the profile that holds it: the target's, or that of one of its units. */
  readonly profile: string;
  /** Place in that profile, with what it takes over from its family: `runtimes.x-cube-ai-9.0.cyclesPerMac.conv`. */
  readonly path: string;
  /** null: an interval of factors around a prediction, `low` to `high`. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly grade: Grade;
  /** Id in `hardware-profiles/sources.yaml` or in the profile itself, with its title and where it can be read. */
  readonly source: string;
  readonly sourceTitle: string;
  readonly sourceWhere: string;
  readonly note: string | null;
}

interface GradedNumber {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly grade: Grade;
  readonly source: string;
  readonly note?: string;
}

type Path = readonly (string | number)[];

function gradedNumbers(
  value: unknown,
  path: Path = [],
): readonly { readonly path: Path; readonly number: GradedNumber }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('unit' in value && 'grade' in value && 'source' in value)
    return [{ path, number: value as GradedNumber }];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) =>
    gradedNumbers(inner, [...path, list ? Number(key) : key]),
  );
}

/** Names in lists tell more than places: `powerStates.sleep.power`. */
function nameOf(profile: unknown, path: Path): string {
  let at = profile as Record<string | number, unknown>;
  return path
    .map((step) => {
      at = at[step] as typeof at;
      return typeof step === 'number' && typeof at['name'] === 'string' ? at['name'] : String(step);
    })
    .join('.');
}

function numbersIn(profile: Profile, isUsed: (path: Path) => boolean, sources: Sources): ProfileNumber[] {
  return gradedNumbers(profile)
    .filter(({ path }) => isUsed(path))
    .map(({ path, number }) => ({
      profile: profile.id,
      path: nameOf(profile, path),
      value: number.value ?? null,
      low: number.low ?? null,
      high: number.high ?? null,
      unit: number.unit,
      grade: number.grade,
      source: number.source,
      sourceTitle: sources[number.source]?.title ?? '',
      sourceWhere: sources[number.source]?.where ?? '',
      note: number.note ?? null,
    }));
}

const ofRuntime =
  (runtime: string) =>
  ([first, second]: Path): boolean =>
    first !== 'runtimes' || second === runtime;

/**
 * Every number of a target's profile as it is simulated, those of its other runtimes left out; of a system, those of
 * its units' profiles too.
 * @param idOrFile id of a shipped profile, or path of a YAML file
 * @throws InputError where a profile cannot be read
 */
export async function profileNumbers(idOrFile: string, runtime: string): Promise<readonly ProfileNumber[]> {
  const { profile } = await loadRunnableProfile(idOrFile);
  const shipped = await loadSources();
  const own = numbersIn(profile, ofRuntime(runtime), { ...shipped, ...profile.sources });
  if (profile.class !== 'system') return own;
  const units = profile.runtimes[runtime]?.units ?? {};
  const ofUnits = await Promise.all(
    profile.units.map(async (unit) => {
      const inner = (await loadRunnableProfile(unit.profile)).profile;
      const used = ofRuntime(units[unit.name] ?? '');
      // A system may say how its unit rests; then the unit's own states are not used.
      return numbersIn(inner, (path) => used(path) && !(unit.powerStates && path[0] === 'powerStates'), {
        ...shipped,
        ...inner.sources,
      });
    }),
  );
  return [...own, ...ofUnits.flat()];
}
