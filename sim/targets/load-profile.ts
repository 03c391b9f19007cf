import { basename } from 'node:path';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';
import { isBoard } from './board-cpu/is-board.ts';
import { requireCores } from './board-cpu/require-cores.ts';
import { clockFault } from './clocks/clock-fault.ts';
import { loadFamily } from './load-family.ts';
import { loadSources, unknownSources } from './load-sources.ts';
import { parseOnce } from './parse-once.ts';
import { profileFiles, shippedProfiles } from './profile-files.ts';
import { type Profile, profileSchema } from './profile-schema.ts';

/** A profile as its file says, with what it takes over from its family. */
export interface LoadedProfile {
  readonly file: string;
  readonly profile: Profile;
}

async function fileOf(idOrFile: string, root: string): Promise<string> {
  if (/[/\\]|\.ya?ml$/.test(idOrFile)) return idOrFile;
  const files = await profileFiles(root);
  const file = files.get(idOrFile);
  if (file) return file;
  const ids = [...files.keys()];
  const guess = didYouMean(idOrFile, ids);
  throw new InputError([
    {
      file: '',
      line: 0,
      column: 0,
      code: 'E_UNKNOWN_TARGET',
      path: '',
      message: `"${idOrFile}" is not a target.`,
      allowed: ids,
      ...(guess ? { didYouMean: guess } : {}),
      hint: 'A path to a profile of your own (*.yaml) is allowed too.',
    },
  ]);
}

const parsedProfile = parseOnce(profileSchema);

/**
 * Reads and checks one profile.
 * @param idOrFile id of a shipped profile, or path of a YAML file
 * @param root folder that holds families/ and sources.yaml
 * @throws InputError with every fault, each with file, line and column
 */
export async function loadProfile(
  idOrFile: string,
  root: string = shippedProfiles(),
): Promise<LoadedProfile> {
  const file = await fileOf(idOrFile, root);
  const parsed = await parsedProfile(file);
  const profile = parsed.value;
  const sources = { ...(await loadSources(root)), ...profile.sources };
  const issues = unknownSources(parsed, sources);
  if (profile.id !== basename(file).replace(/\.ya?ml$/, ''))
    issues.push(parsed.issueAt(['id'], 'E_ID', `is "${profile.id}", but the file is ${basename(file)}.`));
  if ('clocks' in profile && profile.clocks) {
    const fault = clockFault(profile.clock, profile.clocks);
    if (fault) issues.push(parsed.issueAt(fault.path, 'E_CLOCKS', fault.message));
  }
  if (issues.length > 0) throw new InputError(issues);
  if (isBoard(profile)) {
    await requireCores(profile, root, sources, parsed.issueAt);
    return { file, profile };
  }
  // Families of NPUs are words of measured/vocabulary.yaml: there is no runtime to take over.
  if (profile.class === 'npu' || !('family' in profile) || !profile.family)
    return { file, profile: complete(profile) };
  const blame = (code: string, message: string, more = {}) => parsed.issueAt(['family'], code, message, more);
  const family = await loadFamily(profile.family, root, sources, blame);
  if (family.class === 'board-cpu' || family.class !== profile.class)
    throw new InputError([
      blame('E_FAMILY_CLASS', `names a family of class ${family.class}; this profile is ${profile.class}.`),
    ]);
  const merged = {
    ...profile,
    ...(profile.class === 'mcu' || profile.class === 'server-cpu'
      ? { policyCyclesPerOperation: profile.policyCyclesPerOperation ?? family.policyCyclesPerOperation }
      : {}),
    runtimes: { ...profile.runtimes, ...family.runtimes, ...profile.runtimes },
  } as Profile;
  return { file, profile: complete(merged, family.class === 'mcu' && family.core !== undefined) };

  function complete(whole: Profile, coreKnown = false): Profile {
    // The calibrated models fill in what a run of a known core needs.
    if (coreKnown) return whole;
    // A GPU without runtimes is described from its data sheet alone: predicted, never run.
    if (whole.class === 'server-gpu' || whole.class === 'edge-gpu') return whole;
    if ('runtimes' in whole && Object.keys(whole.runtimes).length === 0)
      throw new InputError([
        parsed.issueAt([], 'E_NO_RUNTIME', 'The profile has no runtime, and neither has its family.', {
          hint: 'Add one under `runtimes`, or name a family that has one.',
        }),
      ]);
    if ((whole.class === 'mcu' || whole.class === 'server-cpu') && !whole.policyCyclesPerOperation)
      throw new InputError([
        parsed.issueAt(
          ['policyCyclesPerOperation'],
          'E_MISSING_KEY',
          'is missing, and its family does not have it.',
        ),
      ]);
    return whole;
  }
}
