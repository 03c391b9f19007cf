import { InputError } from '../../../schema/input-error.ts';
import { loadProfile } from '../../load-profile.ts';
import { shownName } from '../../read-input.ts';
import { atIntervalEnd, type IntervalEnd } from './at-interval-end.ts';
import { chipFromLoihi } from './chip-from-loihi.ts';
import { chipFromProfile } from './chip-from-profile.ts';
import type { ChipTarget } from './chip-target.ts';

/**
 * Reads a profile as a chip for spikes.
 * @param host whether an embedded processor works between steps, where the profile knows of one
 * @param end of the interval of every energy, time and power; what the chip can hold stays
 * @throws InputError for a profile that is unknown, faulty, or of another class
 */
export async function loadChipTarget(
  idOrFile: string,
  host: boolean,
  end: IntervalEnd = 'central',
): Promise<ChipTarget> {
  const { profile, file } = await loadProfile(idOrFile);
  if (profile.class === 'neuromorphic') {
    const { events, barrier, embeddedProcessor, runtimes, resetEnergy } = profile;
    const costs = atIntervalEnd(
      { events, barrier, static: profile.static, embeddedProcessor, runtimes, resetEnergy },
      end,
    );
    return chipFromLoihi({ ...profile, ...costs }, host);
  }
  if (profile.class === 'spiking-chip') {
    const { events, step } = profile;
    return chipFromProfile({ ...profile, ...atIntervalEnd({ events, step, static: profile.static }, end) });
  }
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_NO_SPIKES',
      path: 'class',
      message: `${profile.id} is of class ${profile.class}; spikes are simulated on neuromorphic chips.`,
      hint: '`sparsewatt profiles list` names them: the classes neuromorphic and spiking-chip.',
    },
  ]);
}
