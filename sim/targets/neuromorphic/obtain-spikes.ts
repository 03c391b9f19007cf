import type { OutcomeKey } from '../../sparsity/outcome-table.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import type { Balance } from './convert.ts';
import { measureSpikes, type SpikeRequest } from './measure-spikes.ts';
import { spikeKey, spikingPoints, stratifiedPositions } from './spike-recipe.ts';
import { type ObtainedSpikes, type ObtainSpikesOptions, storedSpikes } from './stored-spikes.ts';

/**
 * Spiking tables of a request: the shipped ones when both keys fit exactly, else cached ones, else simulated now.
 * @throws ModelError, TableError, Error when the network cannot be converted, or the signal's reason
 */
export function obtainSpikes(
  request: SpikeRequest,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<Balance>> {
  const { network, chip, sampleCount } = request;
  const points = spikingPoints(network);
  const key = (split: TableSplit): OutcomeKey =>
    spikeKey(network, points, split, stratifiedPositions(split, sampleCount), chip);
  return storedSpikes([key('validation'), key('test')], () => measureSpikes(request), options);
}
