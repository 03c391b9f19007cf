import type { OptionCosts } from './option-costs.ts';

/** How requests that wait for a unit share its passes. */
export interface Batching {
  /** Samples of one pass at most. */
  readonly most: number;
  /** How long the first of a batch that is not full waits for others, ns. */
  readonly waitNs: number;
  /** [option][n - 1] what a pass of n samples costs as a whole; of one sample, the costs of the option itself. */
  readonly passes: readonly (readonly OptionCosts[])[];
  /** [clock][option][n - 1] the same by clock; absent: the unit has one. */
  readonly byClock?: readonly (readonly (readonly OptionCosts[])[])[];
}
