/**
 * Priors of the CPU latency model: logarithms, but for exponents. Means are instruction counts or physics, rounded;
 * spreads (standard deviations of logarithms) are round numbers near those that maximise the evidence of the rows of
 * single boards and phones (`node --import tsx tools/tune-cpu-priors.ts`).
 */
export const latencyPriors = {
  /** Time of a matrix product over that at the peak of all cores: operands are packed, tiles do not fill. */
  matrix: { mean: Math.log(1.6), spread: 0.3 },
  matrixInt8: { mean: Math.log(1.3), spread: 0.3 },
  /** A further factor of windows: im2col, or pointers to pixels. */
  conv: { mean: Math.log(1.1), spread: 0.15 },
  /** A product with one of the weights that are left, where zeros are skipped: its index is read and followed. Kinds of
   * sparsity differ by how many weights share an index. */
  nonZero: { mean: Math.log(2), spread: 0.5 },
  sparsity: { level: 0.3 },
  /** Depthwise products over the same peak: two loads a product, nothing shared; 8-bit values are widened first. */
  depthwise: { mean: Math.log(3), spread: 0.4 },
  depthwiseInt8: { mean: Math.log(4), spread: 0.5 },
  /** Cycles of a product with a weight that is used once: a vector of weights loaded and multiplied, one thread. */
  fullyConnected: { mean: Math.log(0.4), spread: 0.8 },
  /** Exponents by which time falls short of one over the cores, over the cores that share a level-two cache, and over the
   * peak of a core (against eight): wide arithmetic waits for its operands. */
  threads: { mean: 0.1, spread: 0.1 },
  sharing: { mean: 0.3, spread: 0.15 },
  sharingInt8: { mean: 0.1, spread: 0.15 },
  peak: { mean: 0.1, spread: 0.1 },
  peakDepthwise: { mean: 0.5, spread: 0.3 },
  /** Pools, sums and activations run on some threads; the cost of a layer grows with the threads that wait for each other. */
  threadsOther: { mean: 0.5, spread: 0.2 },
  threadsLayer: { mean: 0.3, spread: 0.2 },
  /** Exponent of the width of decode, against three, for code that is not arithmetic. */
  issueWidth: { mean: -0.5, spread: 0.2 },
  /** A core that stalls at a load that waits. */
  inOrder: { mean: Math.log(1.3), spread: 0.2 },
  /** Cycles of a level-two cache for one byte that layers with products read or write: four bytes a cycle. */
  value: { mean: Math.log(0.25), spread: 0.5 },
  valueInt8: { mean: Math.log(0.25), spread: 0.5 },
  /** Cycles of one core for a value that another layer reads. */
  otherValue: { mean: Math.log(2), spread: 0.5 },
  otherValueInt8: { mean: Math.log(1), spread: 0.7 },
  /** Time of a byte from or to DRAM over that at the bandwidth of the data sheet. */
  dram: { mean: Math.log(1.5), spread: 0.3 },
  /** Cycles of a layer, of an inference: dispatch, threads woken and waited for. */
  layer: { mean: Math.log(8000), spread: 0.5 },
  inference: { mean: Math.log(30000), spread: 0.7 },
  /** Cycles of a value of the input: the program around the runtime converts and normalises it, or copies it. */
  input: { mean: Math.log(20), spread: 0.7 },
  inputInt8: { mean: Math.log(5), spread: 0.7 },
  /** How far lines of runtimes (by form of numbers), runtimes, core families, and runtimes on a family lie from that. */
  lineage: {
    matrix: 0.2,
    conv: 0.1,
    depthwise: 0.5,
    fullyConnected: 0.3,
    value: 0.7,
    other: 0.4,
    layer: 0.8,
    input: 0.8,
  },
  runtime: { level: 0.15 },
  family: { level: 0.2, form: 0.15, depthwise: 0.2, dram: 0.2 },
  runtimeOnFamily: { matrix: 0.25, depthwise: 0.15, value: 0.2, other: 0.2, layer: 0.8 },
  /** What rows of one network and line of runtimes leave over together. */
  network: { level: 0.05 },
  /** Scatter of one measurement, and of shapes that suit a kernel more or less. */
  noise: 0.08,
};

export type LatencyPriors = typeof latencyPriors;
