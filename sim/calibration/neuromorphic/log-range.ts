import type { PredictedRange } from '../class-model.ts';
import { normalFactor } from '../fit/coverage-factor.ts';
import type { LogPrediction } from '../fit/posterior.ts';

/** 90% interval and centre of a quantity whose logarithm is taken as normal, times a factor. */
export function logRange({ mean, variance }: LogPrediction, factor = 1): PredictedRange {
  const half = normalFactor * Math.sqrt(variance);
  return {
    low: factor * Math.exp(mean - half),
    central: factor * Math.exp(mean),
    high: factor * Math.exp(mean + half),
  };
}
