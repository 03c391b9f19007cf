/**
 * Priors of the model of GPU throughput: natural logarithms, but for exponents. Means are physics or what documents say;
 * spreads are round numbers near those that maximise the evidence of the rows (`node --import tsx tools/tune-gpu-priors.ts throughput`).
 */
export const throughputPriors = {
  /** Time of arithmetic over that at the stated peak: large tensor-core products reach about three quarters of it. */
  arithmetic: { mean: Math.log(1.3), spread: 0.4 },
  /** Further factors of the other kinds: attention is made of short products;
   * groups of 4 to 8 channels fill a quarter of a tile; depthwise runs on ordinary cores, a sixteenth of the peak. */
  matrix: { mean: 0, spread: 0.6 },
  attention: { mean: Math.log(2), spread: 0.3 },
  grouped: { mean: Math.log(4), spread: 0.4 },
  depthwise: { mean: Math.log(16), spread: 0.4 },
  /** Time of moving all activations once over that at the stated bandwidth: four fifths of it is reached, and caches keep
   * a fifth on the chip. */
  traffic: { mean: 0, spread: 0.5 },
  /** Exponent of the L2 size (against 6 MiB) on the traffic that reaches memory. */
  cache: { mean: -0.1, spread: 0.15 },
  /** Exponent of watts per peak tera-operation (against 0.5) on the clock that the power limit leaves. */
  powerLimit: { mean: -0.3, spread: 0.15 },
  /** Share of the padded 384 tokens that the questions of SQuAD fill: about 180. TensorRT skips the rest. */
  tokens: { mean: Math.log(180 / 384), spread: 0.15 },
  /** Share of its stated peak, relative to the GPU's, at which an accelerator beside the GPU helps. */
  accelerators: { mean: 0, spread: 0.15 },
  acceleratorShare: 0.4,
  /** One minor version of TensorRT (0.1). */
  version: { mean: Math.log(0.98), spread: 0.015 },
  /** Clock, and memory clock, of the slow modes against the fastest one, where a row does not say. */
  slowMode: {
    'server-gpu': { mean: Math.log(0.85), spread: 0.15 },
    'edge-gpu': { mean: Math.log(0.6), spread: 0.15 },
  },
  slowMemory: {
    'server-gpu': { mean: 0, spread: 0.1 },
    'edge-gpu': { mean: Math.log(0.75), spread: 0.15 },
  },
  /** An engine other than TensorRT, and another than the mean of those. */
  otherEngine: { mean: Math.log(3), spread: 1 },
  lineage: { spread: 1 },
  family: { level: 0.1, traffic: 0.1 },
  chip: { level: 0.05 },
  runtime: { level: 0.05 },
  network: { level: 0.35 },
  networkUnderRuntime: { level: 0.12 },
  /** One board in one slow mode under one runtime: its submitter chose the clocks. */
  modeOnRuntime: { 'server-gpu': { spread: 0.08 }, 'edge-gpu': { spread: 0.15 } },
  noise: 0.05,
};

export type ThroughputPriors = typeof throughputPriors;
