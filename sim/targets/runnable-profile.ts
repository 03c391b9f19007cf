import { InputError } from '../schema/input-error.ts';
import type { Profile } from './profile-schema.ts';
import { shownName } from './read-input.ts';

/** A profile that has runtimes, so that a scenario can run on it. */
export type RunnableProfile = Extract<Profile, { readonly runtimes: unknown }>;

/**
 * The profile, if it has runtimes.
 * @throws InputError E_NO_RUNTIMES for a CPU of a single board or phone, which only predictions know
 */
export function runnableProfile(profile: Profile, file: string): RunnableProfile {
  if ('runtimes' in profile) return profile;
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_NO_RUNTIMES',
      path: 'class',
      message: `${profile.id} is of class ${profile.class}: it is described without runtimes, so no scenario can run on it.`,
      allowed: ['mcu', 'server-cpu', 'server-gpu', 'edge-gpu', 'neuromorphic', 'system'],
      hint: `\`sparsewatt predict --target ${profile.id}\` predicts one inference on it.`,
    },
  ]);
}
