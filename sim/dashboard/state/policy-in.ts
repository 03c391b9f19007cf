import { rankResults } from '../../report/rank-results.ts';
import type { RunResult } from '../../report/run-report.ts';
import { rowOfPolicy } from './knobs/row-of-policy.ts';
import { wantedSettings } from './knobs/wanted-settings.ts';
import type { CellState, DashboardState } from './state.ts';

/**
 * The row of a cell that is looked at: that of the selected policy, or of the same one with other settings; where the cell has
 * neither, or nobody has chosen any, the best one. Null where the cell has no rows.
 */
export function policyIn(state: DashboardState, cell: CellState): RunResult | null {
  const { selectedPolicy } = state;
  const { results, settings } = cell;
  // Rows that come before their cell already have the name that the whole row will have.
  const wanted = wantedSettings(state, cell);
  const named = (name: string | null) => results.find(({ policy }) => policy === name);
  const coming = (name: string | null) => {
    const row = name === null ? null : rowOfPolicy(wanted, name);
    return row === name ? undefined : results.find(({ policy }) => rowOfPolicy(settings, policy) === row);
  };
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
    coming(selectedPolicy) ??
    alike(selectedPolicy) ??
    named(cell.cell.bestPolicy) ??
    rankResults(results.filter(({ fits }) => fits))[0] ??
    results[0] ??
    null
  );
}
