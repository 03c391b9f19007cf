import { selectedPolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Field } from '../../table/column.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import { decisionSummary } from './decision-summary.ts';
import { decisionsOf } from './decisions.ts';
import { gradeCounts, numbersOf } from './number-rows.ts';

/** Lines that stand above a table at most. */
const most = 3;

function aboutDecisions(state: DashboardState): Field {
  const { notice } = state.why;
  if (notice) return { text: `✗ ${notice}`, tone: 'bad' };
  const answer = decisionsOf(state);
  if (!answer) return { text: '' };
  const policy = selectedPolicy(state).result?.policy;
  const text = `${policy}, repetition ${state.repetition} of ${answer.repetitions}: ${decisionSummary(answer.log)}`;
  return { text, tone: 'quiet' };
}

/** The lines about the whole that stand above a pane's table. */
export function whyAbout(state: DashboardState): readonly (readonly Field[])[] {
  const about =
    state.why.pane === 'numbers' ? { text: gradeCounts(numbersOf(state) ?? []) } : aboutDecisions(state);
  return wrapWithin([[about]], state.viewport.columns, most);
}
