import { compareResults, type ResultDifference } from '../score/compare-results.ts';
import type { RunResult } from './run-report.ts';

/** A policy against the baseline of its cell. */
export interface PolicyComparison {
  readonly result: RunResult;
  /** Policy less baseline, paired by seed; null where one did not run, or the seeds are not known or not the same. */
  readonly difference: ResultDifference | null;
}

/** Policies of one cell against one of them, under common random numbers. */
export function comparePolicies(
  baseline: RunResult,
  others: readonly RunResult[],
): readonly PolicyComparison[] {
  const seedsOf = ({ bySeed = [] }: RunResult) => bySeed.map(({ seed }) => seed).join();
  return others.map((result) => ({
    result,
    difference: seedsOf(result) === seedsOf(baseline) ? compareResults(baseline, result) : null,
  }));
}
