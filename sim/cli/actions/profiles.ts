import { relative, resolve } from 'node:path';
import { loadRunnableProfile } from '../../calibration/load-runnable-profile.ts';
import { type Column, textTable } from '../../report/text-table.ts';
import type { InputError } from '../../schema/input-error.ts';
import { listProfiles, type ProfileSummary } from '../../targets/list-profiles.ts';
import { type LoadProfile, loadTarget } from '../../targets/load-target.ts';
import { chipRuntimes } from '../../targets/neuromorphic/points/chip-runtimes.ts';
import { profileFiles, shippedProfiles } from '../../targets/profile-files.ts';
import { runtimesOfProfile } from '../../targets/runtimes-of-profile.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export interface ProfilesFlags {
  readonly json: boolean;
}

const columns: readonly Column[] = [
  { title: 'target', align: 'left' },
  { title: 'class', align: 'left' },
  { title: 'runtimes', align: 'left' },
  { title: 'name', align: 'left' },
];

/** A path below the current folder as a relative one, others as they are. */
function nearest(cwd: string, file: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') ? file : path;
}

function runtimesOf({ runtimes, described, targetClass }: ProfileSummary): string {
  if (!described && runtimes.length === 0)
    return targetClass === 'spiking-chip' ? 'events only' : 'predicted only';
  const added =
    targetClass === 'sbc-cpu' ? ['those of its family', 'sparsewatt-4x1'] : ['those of its family'];
  return [...(described ? added : []), ...runtimes].join(', ');
}

/** Lists the shipped profiles. */
export async function listProfilesAction(this: CliContext, flags: ProfilesFlags): Promise<void> {
  const list = await listProfiles();
  if (flags.json) {
    const profiles = list.map(({ file, ...rest }) => ({ ...rest, file: nearest(this.cwd, file) }));
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', profiles })}\n`);
    return;
  }
  const rows = list.map((p) => [p.id, p.targetClass, runtimesOf(p), p.name]);
  this.stdout.write(`${textTable(columns, rows).join('\n')}\n`);
}

interface Checked {
  readonly profile: string;
  readonly sound: boolean;
  readonly runtimes: readonly string[];
  readonly faults: string | null;
  /** Why it is sound and still cannot be simulated. */
  readonly note: string | null;
}

/** Refusals of profiles that are sound. */
const simulatedNowhere = ['E_INCOMPLETE', 'E_NPU_RUN', 'E_BOARD_RUN', 'E_NOT_RUNNABLE', 'E_TIME_UNKNOWN'];

/** A profile that says too little to simulate it is sound all the same: single inferences can be predicted. */
async function whyNotSimulated(load: () => Promise<void>): Promise<string | null> {
  try {
    await load();
    return null;
  } catch (error) {
    const issue = (error as Partial<InputError>).issues?.[0];
    if (!issue || !simulatedNowhere.includes(issue.code)) throw error;
    return issue.message;
  }
}

async function loadEach(idOrFile: string, runtimes: readonly string[], load: LoadProfile): Promise<void> {
  // A profile without a runtime is refused for what it is, whatever the runtime.
  for (const runtime of runtimes.length > 0 ? runtimes : [''])
    await loadTarget(idOrFile, runtime, undefined, load);
}

async function check(idOrFile: string): Promise<Checked> {
  try {
    const loaded = await loadRunnableProfile(idOrFile);
    const { profile } = loaded;
    const runtimes =
      profile.class === 'spiking-chip' ? Object.keys(chipRuntimes(profile)) : runtimesOfProfile(profile);
    const load: LoadProfile = async (asked, root) =>
      asked === idOrFile ? loaded : loadRunnableProfile(asked, root);
    const note = await whyNotSimulated(() => loadEach(idOrFile, runtimes, load));
    return { profile: idOrFile, sound: true, runtimes, faults: null, note };
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    return {
      profile: idOrFile,
      sound: false,
      runtimes: [],
      faults: (error as InputError).message,
      note: null,
    };
  }
}

/** Checks profiles, all shipped ones by default; exit code 3 when one has a fault. */
export async function checkProfilesAction(
  this: CliContext,
  flags: ProfilesFlags,
  ...names: string[]
): Promise<void> {
  const asked = names.map((name) => (/[/\\]|\.ya?ml$/.test(name) ? resolve(this.cwd, name) : name));
  const all = asked.length > 0 ? asked : [...(await profileFiles(shippedProfiles())).keys()];
  const checked: Checked[] = [];
  for (const name of all) checked.push(await check(name));
  if (flags.json) {
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', profiles: checked })}\n`);
  } else {
    for (const { profile, sound, runtimes, faults, note } of checked)
      this.stdout.write(
        sound ? `✓ ${profile}: ${note ?? runtimes.join(', ')}\n` : `✗ ${profile}\n${faults}\n`,
      );
  }
  const faulty = checked.filter((profile) => !profile.sound).length;
  if (faulty > 0)
    throw new CommandError(
      exitCode.invalidInput,
      'E_PROFILE',
      `${faulty} of ${checked.length} ${checked.length === 1 ? 'profile' : 'profiles'} ${faulty === 1 ? 'has' : 'have'} faults`,
    );
}
