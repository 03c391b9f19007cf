import { rankResults } from '../../../report/rank-results.ts';
import type { RunResult } from '../../../report/run-report.ts';
import { rowOfPolicy } from '../../state/knobs/row-of-policy.ts';
import { type CellState, type DashboardState, knownKey } from '../../state/state.ts';
import { overSeeds } from './over-seeds.ts';

/** One row of the Policies screen: a run, and the same row's run as it was shown before the last change. */
export interface PolicyRow {
  /** Name of the scenario's row, whatever policy runs in its place. */
  readonly row: string;
  readonly result: RunResult;
  readonly previous: RunResult | null;
  /** The cell is being simulated anew: how many seeds of this row are shown, 0 while it is the old row still. */
  readonly early: { readonly repetitions: number; readonly of: number } | null;
}

/** Rows of one cell, best first; while it is simulated anew in the order of before. */
export function policyRows({ knobs }: DashboardState, cell: CellState): readonly PolicyRow[] {
  const wanted = knobs.wanted.get(cell.id);
  const rows =
    wanted && knobs.early?.key === knownKey(cell.id, wanted) ? knobs.early.rows : new Map<string, never>();
  const before = new Map(
    cell.previous?.results.map((result) => [rowOfPolicy(cell.previous!.settings, result.policy), result]),
  );
  return rankResults(cell.results).map((result): PolicyRow => {
    const row = rowOfPolicy(cell.settings, result.policy);
    if (!wanted) return { row, result, previous: before.get(row) ?? null, early: null };
    const come = rows.get(row);
    if (!come) return { row, result, previous: null, early: { repetitions: 0, of: 0 } };
    const { repetitions, of } = come;
    // Beside a few of the seeds stand the same seeds of before: what differs is then not the luck of the draw.
    const previous = repetitions < of ? overSeeds(result, repetitions) : result;
    return { row, result: come.result, previous, early: { repetitions, of } };
  });
}

/** Whether rows have something that they can be compared with. */
export function isCompared({ knobs }: DashboardState, cell: CellState): boolean {
  return cell.previous !== null || knobs.wanted.has(cell.id);
}
