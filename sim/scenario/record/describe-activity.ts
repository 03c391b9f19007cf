import { loadNetwork } from '../../network/onnx/load-network.ts';
import { loadProfile } from '../../targets/load-profile.ts';
import { convertedOnLoihi } from '../../targets/neuromorphic/converted-on-loihi.ts';
import { floatLayers } from '../../targets/neuromorphic/float-layers.ts';
import { loadChip } from '../../targets/neuromorphic/load-chip.ts';
import { findLoihiSpikes } from '../../targets/neuromorphic/obtain-spikes.ts';
import { chipRuntimes } from '../../targets/neuromorphic/points/chip-runtimes.ts';
import { maskGroups } from '../../targets/neuromorphic/points/mask-groups.ts';
import { findChip } from '../../targets/neuromorphic/points/obtain-chip.ts';
import { openChipRequest } from '../../targets/neuromorphic/points/open-chip-request.ts';
import type { PointActivity } from '../../targets/neuromorphic/points/point-activity.ts';
import { watchPoint } from '../../targets/neuromorphic/points/watch-point.ts';
import { defaultSampleCount } from '../../targets/neuromorphic/spike-recipe.ts';
import type { SpikeTable } from '../../targets/neuromorphic/spike-tables.ts';
import { watchSpikes } from '../../targets/neuromorphic/watch-spikes.ts';
import type { CellInput } from '../simulate/cell-input.ts';
import type { OpenedRecording } from './open-recording.ts';

/** Test images that are simulated again; some tenths of a second each. */
const mostImages = 5;

/**
 * What the option that ran most in a run does on a spiking chip, core by core and step by step.
 * @returns null where no spikes are simulated: on other classes, and where the ladder itself did not run
 */
export async function describeActivity(
  { run, options }: OpenedRecording,
  { target, runtime, networks }: CellInput,
  cacheFolder: string | undefined,
): Promise<PointActivity | null> {
  const { profile } = await loadProfile(target);
  if (profile.class !== 'spiking-chip' && profile.class !== 'neuromorphic') return null;
  const { passes } = run.run({});
  const most = passes.reduce((best, count, index) => (count > passes[best]! ? index : best), 0);
  const option = options[most];
  const ladder = networks[0]!;
  if (!option || passes[most] === 0 || option.network !== ladder.id) return null;
  const asked = { file: ladder.modelFile, target, runtime, point: option.point, cacheFolder };
  return Object.hasOwn(chipRuntimes(profile), runtime) ? onSpikingChip(asked) : onLoihi(asked);
}

interface Asked {
  /** Of the ladder. */
  readonly file: string;
  readonly target: string;
  readonly runtime: string;
  readonly point: string;
  readonly cacheFolder: string | undefined;
}

async function onSpikingChip({ file, target, runtime, ...asked }: Asked): Promise<PointActivity | null> {
  const network = await loadNetwork(file);
  const { request } = await openChipRequest(file, network, target, runtime);
  const found = await findChip(request, { cacheFolder: asked.cacheFolder });
  const point = request.points.findIndex(({ id }) => id === asked.point);
  if (!found || point < 0) return null;
  const { balances, test } = found.tables;
  const balance = balances[maskGroups(test.points).findIndex(({ group }) => group.includes(point))]!;
  return watchPoint(request, { point, balance, split: 'test', positions: someOf(test) });
}

async function onLoihi({ file, target, point: id, cacheFolder }: Asked): Promise<PointActivity | null> {
  const network = await loadNetwork(file);
  const { timing } = await loadChip(target);
  const keyed = { network, chip: timing, sampleCount: defaultSampleCount };
  const found = await findLoihiSpikes(keyed, { cacheFolder });
  const at = found?.tables.test.points.findIndex((point) => point.id === id) ?? -1;
  if (!found || at < 0) return null;
  const { balances, test } = found.tables;
  const point = test.points[at]!;
  const converted = convertedOnLoihi(floatLayers(network, point), balances[at]!, point.id, timing.limits);
  return watchSpikes({ point: id, ...converted, split: 'test', positions: someOf(test) });
}

/** Images of a table, spread over it. */
function someOf({ sampleCount, positions }: SpikeTable): Uint32Array {
  const every = Math.max(1, Math.floor(sampleCount / mostImages));
  return positions.filter((_, at) => at % every === 0).slice(0, mostImages);
}
