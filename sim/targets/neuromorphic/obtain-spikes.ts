import type { OutcomeKey } from '../../sparsity/outcome-table.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import type { Balance } from './convert.ts';
import { measureSpikes, type SpikeRequest } from './measure-spikes.ts';
import { spikeKey, spikingPoints, stratifiedPositions } from './spike-recipe.ts';
import { findSpikes, type ObtainedSpikes, type ObtainSpikesOptions, storedSpikes } from './stored-spikes.ts';

type Keyed = Pick<SpikeRequest, 'network' | 'chip' | 'sampleCount'>;

const keysOf = ({ network, chip, sampleCount }: Keyed): readonly [OutcomeKey, OutcomeKey] => {
  const points = spikingPoints(network);
  const key = (split: TableSplit) =>
    spikeKey(network, points, split, stratifiedPositions(split, sampleCount), chip);
  return [key('validation'), key('test')];
};

/**
 * Spiking tables of a request: the shipped ones when both keys fit exactly, else cached ones, else simulated now.
 * @throws ModelError, TableError, Error when the network cannot be converted, or the signal's reason
 */
export function obtainSpikes(
  request: SpikeRequest,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<Balance>> {
  return storedSpikes(keysOf(request), () => measureSpikes(request), options);
}

/** The same, or null where they would have to be simulated. */
export function findLoihiSpikes(
  request: Keyed,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<Balance> | null> {
  return findSpikes(keysOf(request), options);
}
