import type { OutcomeKey } from '../../../sparsity/outcome-table.ts';
import type { TableSplit } from '../../../sparsity/table-data.ts';
import { stratifiedPositions } from '../spike-recipe.ts';
import { findSpikes, type ObtainedSpikes, type ObtainSpikesOptions, storedSpikes } from '../stored-spikes.ts';
import { type ChipRequest, chipKey } from './chip-request.ts';
import type { ChipBalance } from './converted-graph.ts';
import { measureChip } from './measure-chip.ts';

const keysOf = (request: ChipRequest): readonly [OutcomeKey, OutcomeKey] => {
  const key = (split: TableSplit) => chipKey(request, split, stratifiedPositions(split, request.sampleCount));
  return [key('validation'), key('test')];
};

/**
 * Tables of a converted network on a chip: the shipped ones when both keys fit exactly, else cached ones, else simulated now.
 * @throws ModelError, TableError, Error when the network cannot be converted, or the signal's reason
 */
export function obtainChip(
  request: ChipRequest,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<ChipBalance>> {
  return storedSpikes(keysOf(request), () => measureChip(request), options);
}

/** The same, or null where they would have to be simulated. */
export function findChip(
  request: ChipRequest,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<ChipBalance> | null> {
  return findSpikes(keysOf(request), options);
}
