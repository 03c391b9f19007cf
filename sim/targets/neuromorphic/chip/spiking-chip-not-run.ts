import { InputError } from '../../../schema/input-error.ts';
import { shownName } from '../../read-input.ts';
import type { SpikingChipProfile } from './spiking-chip-schema.ts';

/** The refusal to run a scenario, or to predict an inference, on a chip that is described for spikes alone. */
export function spikingChipNotRun(profile: SpikingChipProfile, file: string): InputError {
  return new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_SPIKES_ONLY',
      path: 'class',
      message: `${profile.id} is of class spiking-chip: spiking networks are simulated on it, images are not converted for it.`,
      hint: `sparsewatt spikes NETWORK --target ${profile.id} takes it.`,
    },
  ]);
}
