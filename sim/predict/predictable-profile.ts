import { InputError } from '../schema/input-error.ts';
import type { LoadedProfile } from '../targets/load-profile.ts';
import type { Profile } from '../targets/profile-schema.ts';
import { shownName } from '../targets/read-input.ts';

/** Profiles of the classes that calibrated models know. */
export type PredictableProfile = Exclude<Profile, { class: 'neuromorphic' | 'spiking-chip' | 'system' }>;

/** @throws InputError for classes without a calibrated model, and for a profile without a core family */
export function predictableProfile({ file, profile }: LoadedProfile): PredictableProfile {
  const refuse = (code: string, message: string, hint: string) =>
    new InputError([
      {
        file: shownName(file),
        line: 0,
        column: 0,
        code,
        path: '',
        message: `${profile.id} ${message}`,
        hint,
      },
    ]);
  if (profile.class === 'neuromorphic' || profile.class === 'spiking-chip' || profile.class === 'system')
    throw refuse(
      'E_NO_MODEL',
      `is of class ${profile.class}; no calibrated model predicts single inferences there.`,
      '`sparsewatt run` simulates it.',
    );
  if (!profile.family)
    throw refuse(
      'E_NO_FAMILY',
      'names no family, and predictions rest on what is known of one.',
      'Add `family:` with a file of hardware-profiles/families.',
    );
  return profile;
}
