import { InputError } from '../../../schema/input-error.ts';
import { shownName } from '../../read-input.ts';
import { chipFromProfile } from '../chip/chip-from-profile.ts';
import type { SpikingChipProfile } from '../chip/spiking-chip-schema.ts';

/**
 * The profile, if inferences on its chip take a known time.
 * @throws InputError E_TIME_UNKNOWN where none was published: there is no hour to simulate then
 */
export function runnableChip(profile: SpikingChipProfile, file: string): SpikingChipProfile {
  if (chipFromProfile(profile).timeKnown) return profile;
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_TIME_UNKNOWN',
      path: 'events',
      message: `${profile.id}: no time of a step or of an event is published, so that nothing can be run on it by the clock.`,
      hint: `sparsewatt predict and sparsewatt spikes count its events; in a copy of the profile with events.synapse.time or step.period runs go.`,
    },
  ]);
}
