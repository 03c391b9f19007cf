/**
 * One way of executing a network: a ladder level for each ladder layer, and a gate for each.
 * Points are a named finite list per network; policies choose from it.
 */
export interface OperatingPoint {
  /** Unique in its list, e.g. `L0`, `L3`, `L3-g2`. */
  readonly id: string;
  /** Ladder level of each layer, in the order of `network.ladder.layers`. */
  readonly levels: readonly number[];
  /**
   * Gate threshold on the input of each ladder layer: elements with |x| < threshold count as zero. `null`: the layer
   * is not gated (zeros are multiplied like any value); 0 skips exact zeros only.
   */
  readonly gates: readonly (number | null)[];
  /** Spiking forms: after how many steps the answer is read. Points that differ in it alone are one run, read early or late. */
  readonly steps?: number;
  /** Sigma-delta: smaller changes are not sent, in units of each layer. */
  readonly deltaThreshold?: number;
  /** Rate codes: what every soma threshold is multiplied by; higher ones fire less. Absent: 1, as balanced. */
  readonly thresholdFactor?: number;
  /** Latency codes: at how many times a layer's spikes may come, besides never; each number is a conversion of its own. */
  readonly times?: number;
  /** Spiking forms: what is switched off, a share of the channels of every layer or of the regions of the input. Absent: nothing. */
  readonly mask?: { readonly of: 'channels' | 'regions'; readonly share: number };
}
