import type { OutcomeTable } from '../../sparsity/outcome-table.ts';
import type { Balance } from './convert.ts';

/** The simulated spikes of one split. */
export interface SpikeTable extends OutcomeTable {
  readonly spikeCounters: Float64Array;
  /** Which images of the split, ascending. */
  readonly positions: Uint32Array;
  /** [point][sample] top class of the float64 reference on the same images: what conversion may lose is their difference. */
  readonly referenceTopClass: Uint8Array;
}

/** Spiking outcome tables of a network on a chip, with what its conversion was fixed to. */
export interface SpikeTables<B = Balance> {
  /** Per point. */
  readonly balances: readonly B[];
  readonly validation: SpikeTable;
  readonly test: SpikeTable;
}
