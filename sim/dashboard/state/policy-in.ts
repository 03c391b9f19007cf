import { rankResults } from '../../report/rank-results.ts';
import type { RunResult } from '../../report/run-report.ts';
import { rowOfPolicy } from './knobs/row-of-policy.ts';
import type { CellState, DashboardState } from './state.ts';

/**
 * The row of a cell that is looked at: that of the selected policy, or of the same one with other settings; where the cell has
 * neither, or nobody has chosen any, the best one. Null where the cell has no rows.
 */
export function policyIn({ selectedPolicy }: DashboardState, cell: CellState): RunResult | null {
  const { results, settings } = cell;
  const named = (name: string | null) => results.find(({ policy }) => policy === name);
  const kind = (name: string | null) => name?.split(':')[0];
  const alike = (name: string | null) =>
    name === null
      ? undefined
      : results.find(({ policy }) => {
          const row = rowOfPolicy(settings, policy);
          return row === name || kind(row) === kind(name);
        });
  return (
    named(selectedPolicy) ??
    alike(selectedPolicy) ??
    named(cell.cell.bestPolicy) ??
    rankResults(results.filter(({ fits }) => fits))[0] ??
    results[0] ??
    null
  );
}
