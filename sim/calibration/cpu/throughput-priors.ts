import { type LatencyPriors, latencyPriors } from './latency-priors.ts';

/**
 * Priors of the throughput of servers: those of single boards, but for what is another there. One stream a core wakes no
 * threads, libraries keep the arithmetic at its peak, and the clock lies above the base clock of the data sheet.
 */
export const throughputPriors: LatencyPriors = {
  ...latencyPriors,
  matrix: { mean: Math.log(0.9), spread: 0.4 },
  matrixInt8: { mean: Math.log(0.9), spread: 0.4 },
  layer: { mean: Math.log(2000), spread: 0.5 },
  family: { ...latencyPriors.family, level: 0.3 },
};
