import type { RunResult } from '../report/run-report.ts';

/** Whether a run keeps its constraints: 0 keeps them, 1 breaks one, 2 does not fit at all. */
export function standing(result: RunResult): 0 | 1 | 2 {
  if (!result.fits) return 2;
  return result.floorMet === 'not met' || result.missesWithinBudget === false ? 1 : 0;
}

/** Constraints first, then energy per inference: the order in which runs of one cell are compared. */
export function rankPolicies(results: readonly RunResult[]): readonly RunResult[] {
  return [...results].sort(
    (a, b) =>
      standing(a) - standing(b) ||
      (a.energyPerInferenceJ ?? Number.MAX_VALUE) - (b.energyPerInferenceJ ?? Number.MAX_VALUE),
  );
}
