import type { Network } from '../../../network/network.ts';
import { InputError } from '../../../schema/input-error.ts';
import { loadProfile } from '../../load-profile.ts';
import { shownName } from '../../read-input.ts';
import { pickRuntime } from '../../unit-of-profile.ts';
import { chipOf } from '../chip/chip-of.ts';
import { floatLayers } from '../float-layers.ts';
import { defaultSampleCount } from '../spike-recipe.ts';
import { chipLevels, chipPoints } from './chip-points.ts';
import type { ChipRequest } from './chip-request.ts';
import { chipRuntimes, whyNoRuntime } from './chip-runtimes.ts';
import { levelPlacement } from './level-placement.ts';

/** A request, and the levels that are left out of it with why they do not fit. */
export interface OpenedChipRequest {
  readonly request: ChipRequest;
  readonly leftOut: readonly { readonly level: string; readonly why: string }[];
}

/**
 * What to simulate of a network on a chip under a runtime: the points of all levels that fit.
 * @throws InputError for an unknown or faulty profile or runtime, and E_DOES_NOT_FIT with the numbers where no level fits;
 *   Error naming a node that is not converted
 */
export async function openChipRequest(
  modelFile: string,
  network: Network,
  chip: string,
  runtime: string,
): Promise<OpenedChipRequest> {
  const { profile, file } = await loadProfile(chip);
  if (profile.class !== 'spiking-chip' && profile.class !== 'neuromorphic')
    throw new RangeError(`${chip} is of class ${profile.class}, not a chip for spikes`);
  const { form } = pickRuntime(
    chipRuntimes(profile),
    runtime,
    profile.id,
    file,
    whyNoRuntime(profile, runtime),
  );
  const target = chipOf(profile);
  const tried = chipLevels(network).map((level) => {
    const [point] = chipPoints(network, form, 1, [level]);
    return { level, refusal: levelPlacement(network, point!, target, form).refusal };
  });
  const leftOut = tried.flatMap(({ level, refusal }) =>
    refusal === null ? [] : [{ level: network.ladder ? `L${level}` : 'the network', why: refusal }],
  );
  const fitting = tried.filter(({ refusal }) => refusal === null).map(({ level }) => level);
  if (fitting.length === 0)
    throw new InputError([
      {
        file: shownName(file),
        line: 0,
        column: 0,
        code: 'E_DOES_NOT_FIT',
        path: '',
        message: `${network.name} fits on ${profile.id} at no level: ${leftOut.map(({ level, why }) => `${level}: ${why}`).join(' ')}`,
        hint: 'Take a smaller network or a larger chip.',
      },
    ]);
  const [first] = chipPoints(network, form, 1, [fitting[0]!]);
  const depth = floatLayers(network, first!).length;
  const points = chipPoints(network, form, depth, fitting);
  const request = { modelFile, network, chip, target, form, points, sampleCount: defaultSampleCount };
  return { request, leftOut };
}
