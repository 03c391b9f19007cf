import { rankResults } from '../../../report/rank-results.ts';
import type { RunResult } from '../../../report/run-report.ts';
import type { CellState } from '../../state/state.ts';

/** One row of the Policies screen: a run, and the same policy's run as it was shown before the last change. */
export interface PolicyRow {
  readonly result: RunResult;
  readonly previous: RunResult | null;
}

/** Rows of one cell, best first. */
export function policyRows(state: CellState): readonly PolicyRow[] {
  return rankResults(state.results).map((result) => ({
    result,
    previous: state.previous?.results.find(({ policy }) => policy === result.policy) ?? null,
  }));
}
