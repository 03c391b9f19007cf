import { comparePolicies, type PolicyComparison } from '../../../report/compare-policies.ts';
import type { DashboardState } from '../../state/state.ts';
import { visiblePolicies } from '../../state/visible-rows.ts';

/** The marked policies of the selected cell against the baseline; all others where none is marked. */
export function comparedPolicies(state: DashboardState): {
  readonly baseline: string | null;
  readonly rows: readonly PolicyComparison[];
  readonly selected: number;
} {
  const { rows, selected } = visiblePolicies(state);
  const ran = rows.filter(({ result }) => result.fits);
  const { marked, baseline: chosen } = state.policies;
  const base =
    ran.find(({ row }) => row === chosen) ?? ran.find(({ row }) => row === 'best-static') ?? ran[0];
  if (!base) return { baseline: null, rows: [], selected: 0 };
  const others = ran.filter(({ row }) => row !== base.row && (marked.length === 0 || marked.includes(row)));
  const compared = comparePolicies(
    base.result,
    others.map(({ result }) => result),
  );
  const own = others.findIndex(({ row }) => row === rows[selected]?.row);
  return { baseline: base.result.policy, rows: compared, selected: Math.max(0, own) };
}
