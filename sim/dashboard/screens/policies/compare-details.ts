import type { DashboardState } from '../../state/state.ts';
import { selectedCell } from '../../state/visible-rows.ts';
import { comparedPolicies } from './compared-policies.ts';

/** The lines under the comparison: against what, and how it is to be read. */
export function compareDetails(state: DashboardState): readonly string[] {
  const { baseline, rows } = comparedPolicies(state);
  const cell = selectedCell(state);
  if (baseline === null) return ['nothing ran here that could be compared'];
  const seeds = cell.results[0]?.bySeed?.length ?? 0;
  const paired = rows.filter(({ difference }) => difference !== null).length;
  const which = state.policies.marked.length > 0 ? 'marked policies' : 'all policies (space marks)';
  return [
    `${which} less the baseline ${baseline} (b: another)`,
    `paired over ${seeds} seeds, 95% bootstrap intervals; pp: points`,
    '✓ better, ✗ worse for certain; ? the interval holds 0',
    paired < rows.length
      ? `${rows.length - paired} without values by seed yet: computing, or of an earlier version`
      : '',
  ];
}
