import { tableAt } from '../sparsity/table-at.ts';
import type { RunSpikes } from './obtain-run-spikes.ts';
import type { CellNetwork, TablePair } from './simulate/cell-input.ts';

/**
 * A network of a system that runs beside spiking chips, not on them: its tables are cut to the samples whose spikes were
 * simulated, so that every unit is asked the same.
 * @param notOn names of the units with spikes
 */
export function besideSpikes(
  network: CellNetwork,
  { validation, test }: Pick<RunSpikes, 'validation' | 'test'>,
  notOn: readonly string[],
): CellNetwork {
  const cut = (pair: TablePair): TablePair => ({
    validation: tableAt(pair.validation, validation.positions),
    test: tableAt(pair.test, test.positions),
  });
  return { ...network, ...cut(network), others: (network.others ?? []).map(cut), notOn };
}
