/** Priors of the CPU latency model: logarithms, but for exponents. */
export const latencyPriors = {
  /** Time of a matrix product against that at the peak of all cores. */
  matrix: { mean: Math.log(1.6), spread: 0.3 },
  matrixInt8: { mean: Math.log(1.3), spread: 0.3 },
  conv: { mean: Math.log(1.1), spread: 0.15 },
  depthwise: { mean: Math.log(3), spread: 0.4 },
  depthwiseInt8: { mean: Math.log(4), spread: 0.5 },
  fullyConnected: { mean: Math.log(0.4), spread: 0.6 },
  /** Exponent by which time falls short of 1 / cores and 1 / peak. */
  threads: { mean: 0.1, spread: 0.1 },
  sharing: { mean: 0.3, spread: 0.15 },
  sharingInt8: { mean: 0.1, spread: 0.15 },
  threadsOther: { mean: 0.5, spread: 0.2 },
  peak: { mean: 0.1, spread: 0.1 },
  peakDepthwise: { mean: 0.5, spread: 0.3 },
  issueWidth: { mean: -0.5, spread: 0.2 },
  inOrder: { mean: Math.log(1.3), spread: 0.2 },
  /** Cycles for a value read or written, a core. */
  value: { mean: Math.log(0.25), spread: 0.5 },
  valueInt8: { mean: Math.log(0.25), spread: 0.5 },
  otherValue: { mean: Math.log(2), spread: 0.5 },
  otherValueInt8: { mean: Math.log(1), spread: 0.5 },
  /** Share of DRAM bandwidth. */
  dram: { mean: Math.log(1.5), spread: 0.3 },
  layer: { mean: Math.log(8000), spread: 0.5 },
  layerThreads: { mean: 0.3, spread: 0.2 },
  input: { mean: Math.log(20), spread: 0.7 },
  inputInt8: { mean: Math.log(5), spread: 0.7 },
  inference: { mean: Math.log(30000), spread: 0.7 },
  lineage: {
    matrix: 0.2,
    conv: 0.1,
    depthwise: 0.5,
    fullyConnected: 0.3,
    value: 0.5,
    other: 0.4,
    layer: 0.8,
    input: 0.8,
  },
  runtime: { level: 0.15 },
  family: { level: 0.2, form: 0.15, depthwise: 0.2, dram: 0.2 },
  runtimeOnFamily: { matrix: 0.25, depthwise: 0.15, value: 0.2, other: 0.2, layer: 0.6 },
  network: { level: 0.05 },
  noise: 0.08,
};
export type LatencyPriors = typeof latencyPriors;
