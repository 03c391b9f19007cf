/**
 * Priors of the model of GPU latency at batch 1: natural logarithms, but for exponents. Spreads are round numbers near
 * those that maximise the evidence of the rows (`node --import tsx tools/tune-gpu-priors.ts latency`).
 */
export const gpuLatencyPriors = {
  /** Seconds from one kernel to the next: launch from a graph, prologue, drain (4 to 8 us in fits of ResNet-50). */
  launch: { mean: Math.log(5e-6), spread: 0.4 },
  /** Exponent of the GPU clock (against 1.5 GHz) in it: most of it is work of the GPU's own front end. */
  launchClock: { mean: -0.9, spread: 0.3 },
  /** Seconds of one inference outside kernels: input, output, the call and its end. */
  call: { mean: Math.log(6e-5), spread: 0.5 },
  /** Time of arithmetic over that at the stated peak with whole waves of thread blocks: a lone image leaves tensor cores
   * waiting for their operands half the time. */
  arithmetic: { mean: Math.log(2), spread: 0.3 },
  matrix: { mean: 0, spread: 0.3 },
  attention: { mean: Math.log(2), spread: 0.4 },
  grouped: { mean: Math.log(4), spread: 0.4 },
  depthwise: { mean: Math.log(10), spread: 0.6 },
  /** Time of weights and activations over that at the stated bandwidth: weights stream, activations mostly stay in L2. */
  traffic: { mean: Math.log(1.2), spread: 0.3 },
  /** Share of the padded 384 tokens that the questions of SQuAD fill: about 180. TensorRT skips the rest. */
  tokens: { mean: Math.log(180 / 384), spread: 0.15 },
  version: { mean: Math.log(0.97), spread: 0.02 },
  slowMode: {
    'server-gpu': { mean: Math.log(0.95), spread: 0.1 },
    'edge-gpu': { mean: Math.log(0.6), spread: 0.15 },
  },
  slowMemory: {
    'server-gpu': { mean: 0, spread: 0.05 },
    'edge-gpu': { mean: Math.log(0.75), spread: 0.15 },
  },
  /** Launches in those modes: the processor of the host is slower too. */
  slowLaunch: {
    'server-gpu': { mean: Math.log(1.05), spread: 0.1 },
    'edge-gpu': { mean: Math.log(1.4), spread: 0.2 },
  },
  /** Engines other than TensorRT: their kernels, and their launches (an interpreter on the host, no graph). */
  otherEngine: { mean: Math.log(2), spread: 0.7 },
  otherLaunch: { mean: Math.log(4), spread: 0.7 },
  lineage: { level: 0.7, launch: 0.5, depthwise: 0.5, precision: 0.7 },
  family: { level: 0.1, launch: 0.15 },
  chip: { level: 0.05 },
  runtime: { level: 0.05, launch: 0.08 },
  network: { level: 0.15 },
  networkUnderRuntime: { level: 0.08 },
  modeOnRuntime: { 'server-gpu': { spread: 0.06 }, 'edge-gpu': { spread: 0.2 } },
  noise: 0.09,
};

export type GpuLatencyPriors = typeof gpuLatencyPriors;
