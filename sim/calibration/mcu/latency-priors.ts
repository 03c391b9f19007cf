/**
 * Priors of the microcontroller latency model. Means are counts of instructions (docs/sparsewatt-4x1.md, the dense
 * kernel of a Cortex-M33) or physics; they are logarithms. Spreads (standard deviations of logarithms) are round numbers
 * near those that maximise the evidence of the rows (`node --import tsx tools/tune-priors.ts`).
 */
export const latencyPriors = {
  /** Cycles of one pointwise multiply-accumulate: 46 cycles for 32. */
  pointwise: { mean: Math.log(1.45), spread: 0.1 },
  /** Further factors of the other kinds: im2col, 1.5 cycles; inputs not shared, 4.4; one pixel, 2.1. */
  conv: { mean: Math.log(1.5 / 1.45), spread: 0.1 },
  depthwise: { mean: Math.log(4.4 / 1.45), spread: 0.4 },
  fullyConnected: { mean: Math.log(2.1 / 1.45), spread: 0.15 },
  /** Exponents of the width of the multiply-accumulate instruction, against two: -1 where nothing else costs. */
  width: { matrix: -0.8, depthwise: -0.5, fullyConnected: -0.7, spread: 0.2 },
  /** Exponent of the scalar throughput (CoreMark/MHz, against 4). */
  coreMark: { mean: -1, spread: 0.2 },
  /** Portable C against tuned kernels: 4.6 times in all (Lai et al., CMSIS-NN, arXiv 1801.06601), of which the width that
   * it does not use is 2 to the power 0.8. */
  portable: { mean: Math.log(4.6) - 0.8 * Math.LN2, spread: 0.3 },
  /** Floating point against 8 bits on a core with two products a cycle: two loads and one fused multiply-add. */
  float: { matrix: 0.7, depthwise: 0.3, fullyConnected: 0.7, spread: 0.4 },
  /** Cycles to requantise and store one output value. */
  output: { mean: Math.log(10), spread: 0.4 },
  /** Cycles for one value that a pool, a sum, an activation or a softmax reads: load, operation, half a store. */
  otherValue: { mean: Math.log(4), spread: 0.4 },
  /** Cycles that a core waits for one byte of weights read the first time: a word of four in two cycles. A prior, not a
   * fit: these rows cannot tell flash wait states and caches from kernels. */
  weightByte: { mean: Math.log(0.5), spread: 0.2 },
  /** Cycles of the front end of the streaming network: a transform of 1,024 points, 40 mel bands, logarithms. */
  frontEnd: { mean: Math.log(3e5), spread: 0.7 },
  /** How far core families, lines of runtimes, runtimes, runtimes on a family, and chips lie from what the above says. */
  family: { level: 0.1, depthwise: 0.3, fullyConnected: 0.1 },
  lineage: { level: 0.1, fullyConnected: 0.2 },
  runtime: { level: 0.3, depthwise: 0.3 },
  runtimeOnFamily: { level: 0.1, depthwise: 0.15, fullyConnected: 0.15 },
  chip: { level: 0.08 },
  /** What rows of one network and runtime leave over together, on whatever chip: shapes that suit its kernels. */
  networkUnderRuntime: { level: 0.15 },
  /** Scatter of one measurement. */
  noise: 0.03,
};

export type LatencyPriors = typeof latencyPriors;
