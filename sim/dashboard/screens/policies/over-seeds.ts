import type { RunResult } from '../../../report/run-report.ts';

/**
 * What a row says of its first so many seeds alone, of the measures that are kept by seed: energy, accuracy, misses, and
 * of a single seed p95 latency and regret; the others are null. Null where nothing is kept by seed.
 */
export function overSeeds(result: RunResult, seeds: number): RunResult | null {
  const kept = result.bySeed?.slice(0, seeds) ?? [];
  if (kept.length < seeds || seeds === 0) return null;
  const sum = (of: (seed: (typeof kept)[number]) => number) =>
    kept.reduce((total, seed) => total + of(seed), 0);
  const [requests, ended] = [sum((seed) => seed.requests), sum((seed) => seed.ended)];
  const only = seeds === 1 ? kept[0]! : null;
  return {
    ...result,
    energyPerInferenceJ: ended > 0 ? sum((seed) => seed.energyJ) / ended : null,
    accuracy: requests > 0 ? sum((seed) => seed.correct) / requests : null,
    deadlineMissShare: requests > 0 ? sum((seed) => seed.lost) / requests : null,
    latencyP95Ms: only?.latencyP95Ms ?? null,
    regret: null,
    latencyP50Ms: null,
    latencyP99Ms: null,
    marginalEnergyPerInferenceJ: null,
    meanPowerW: null,
  };
}
