/** N:M, as 2:4. */
export interface NmPattern {
  readonly kept: number;
  readonly group: number;
}

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
  /** Which exit answers, counted along the network; what lies behind it does not run. Absent: the network's own output. */
  readonly exit?: number;
  /** Names of the residual sums whose branch does not run. Absent: all run. */
  readonly skips?: readonly string[];
  /** Of every group of so many neighbouring weights of a ladder layer's row the largest few stay. Absent: all do. */
  readonly pattern?: NmPattern;
  /** Hash of what was fitted to the point (`FittedPoint`), and which layer is another, if one is. Absent: nothing was. */
  readonly fitted?: { readonly hash: string; readonly head: string | null };
  /** Exits whose heads run on the way, besides. Absent: none. */
  readonly passedExits?: readonly number[];
}
