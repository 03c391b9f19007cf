import { relative, resolve } from 'node:path';
import { type Column, textTable } from '../../report/text-table.ts';
import type { InputError } from '../../schema/input-error.ts';
import { listProfiles } from '../../targets/list-profiles.ts';
import { loadProfile } from '../../targets/load-profile.ts';
import { loadTarget } from '../../targets/load-target.ts';
import { profileFiles, shippedProfiles } from '../../targets/profile-files.ts';
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

/** In place of runtimes, for classes that scenarios cannot run on. */
const forPredictions = '(predict)';

/** A path below the current folder as a relative one, others as they are. */
function nearest(cwd: string, file: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') ? file : path;
}

/** Lists the shipped profiles. */
export async function listProfilesAction(this: CliContext, flags: ProfilesFlags): Promise<void> {
  const list = await listProfiles();
  if (flags.json) {
    const profiles = list.map(({ file, ...rest }) => ({ ...rest, file: nearest(this.cwd, file) }));
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', profiles })}\n`);
    return;
  }
  const rows = list.map((p) => [p.id, p.targetClass, p.runtimes.join(', ') || forPredictions, p.name]);
  this.stdout.write(`${textTable(columns, rows).join('\n')}\n`);
}

interface Checked {
  readonly profile: string;
  readonly sound: boolean;
  readonly runtimes: readonly string[];
  readonly faults: string | null;
}

async function check(idOrFile: string): Promise<Checked> {
  try {
    const { profile } = await loadProfile(idOrFile);
    const runtimes = 'runtimes' in profile ? Object.keys(profile.runtimes) : [];
    for (const runtime of runtimes) await loadTarget(idOrFile, runtime);
    return { profile: idOrFile, sound: true, runtimes, faults: null };
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    return { profile: idOrFile, sound: false, runtimes: [], faults: (error as InputError).message };
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
    for (const { profile, sound, runtimes, faults } of checked)
      this.stdout.write(
        sound ? `✓ ${profile}: ${runtimes.join(', ') || forPredictions}\n` : `✗ ${profile}\n${faults}\n`,
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
