import { loadNetwork } from '../../network/onnx/load-network.ts';
import { loadProfile } from '../../targets/load-profile.ts';
import { maskGroups } from '../../targets/neuromorphic/points/mask-groups.ts';
import { findChip } from '../../targets/neuromorphic/points/obtain-chip.ts';
import { openChipRequest } from '../../targets/neuromorphic/points/open-chip-request.ts';
import type { PointActivity } from '../../targets/neuromorphic/points/point-activity.ts';
import { watchPoint } from '../../targets/neuromorphic/points/watch-point.ts';
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
  if ((await loadProfile(target)).profile.class !== 'spiking-chip') return null;
  const { passes } = run.run({});
  const most = passes.reduce((best, count, index) => (count > passes[best]! ? index : best), 0);
  const option = options[most];
  const ladder = networks[0]!;
  if (!option || passes[most] === 0 || option.network !== ladder.id) return null;
  const network = await loadNetwork(ladder.modelFile);
  const { request } = await openChipRequest(ladder.modelFile, network, target, runtime);
  const found = await findChip(request, { cacheFolder });
  const point = request.points.findIndex(({ id }) => id === option.point);
  if (!found || point < 0) return null;
  const { balances, test } = found.tables;
  const balance = balances[maskGroups(test.points).findIndex(({ group }) => group.includes(point))]!;
  const every = Math.max(1, Math.floor(test.sampleCount / mostImages));
  return watchPoint(request, {
    point,
    balance,
    split: 'test',
    positions: test.positions.filter((_, at) => at % every === 0).slice(0, mostImages),
  });
}
