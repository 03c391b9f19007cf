import { rankResults } from '../../report/rank-results.ts';
import type { RunResult } from '../../report/run-report.ts';
import type { RunRef } from '../../session/questions.ts';
import { policyIn } from './policy-in.ts';
import { type CellState, type DashboardState, knownKey } from './state.ts';

/** The run of a policy in a cell that is looked at. */
export interface SelectedRun {
  readonly cell: CellState;
  readonly result: RunResult;
  readonly ref: RunRef;
  /** Key of `recordings`. */
  readonly key: string;
}

/**
 * The run of the selected policy in a cell, or of the best one where that does not run there, under the chosen seed; null:
 * none runs.
 */
export function runIn(state: DashboardState, cell: CellState): SelectedRun | null {
  const chosen = policyIn(state, cell);
  const result = chosen?.fits ? chosen : rankResults(cell.results.filter(({ fits }) => fits))[0];
  if (!result) return null;
  const { policy } = result;
  const { repetition } = state;
  return {
    cell,
    result,
    ref: { cell: cell.ref, change: cell.settings, policy, repetition },
    key: `${policy}, ${repetition}, in ${knownKey(cell.id, cell.settings)}`,
  };
}
