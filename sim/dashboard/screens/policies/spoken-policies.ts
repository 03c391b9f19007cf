import type { DashboardState } from '../../state/state.ts';
import { visiblePolicies } from '../../state/visible-rows.ts';
import { compareColumns } from './compare-columns.ts';
import { compareDetails } from './compare-details.ts';
import { comparedPolicies } from './compared-policies.ts';
import { matrixWords } from './matrix-words.ts';
import { policyDetails } from './policy-details.ts';
import { statusField } from './status-field.ts';

/** What a screen reader is given of the Policies screen: the selected policy, in the words of the view that is chosen. */
export function spokenPolicies(state: DashboardState): readonly string[] {
  const { rows, selected } = visiblePolicies(state);
  const row = rows[selected];
  if (!row) return ['no policy holds all these words'];
  const status = statusField(row.result).text;
  const marked = state.policies.marked.includes(row.row) ? ', marked' : '';
  const place = `Row ${selected + 1} of ${rows.length}: ${row.result.policy}, ${status}${marked}`;
  switch (state.policies.view) {
    case 'matrix':
      return [`Matrix of policies by targets${marked}`, matrixWords(state)];
    case 'compare': {
      const compared = comparedPolicies(state);
      const own = compared.rows[compared.selected];
      const differences = own
        ? compareColumns.map((column) => `${column.title} ${column.field(own).text}`)
        : [];
      return ['Comparison', differences.join(', '), ...compareDetails(state)];
    }
    default:
      return [place, ...policyDetails(row, state.report.scenario.accuracyFloor)];
  }
}
