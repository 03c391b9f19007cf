import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { explanationWant } from './decisions.ts';

/** The whole explanation of the selected request, line by line; what is awaited, or went wrong, where it is not there. */
export function explanationLines(state: DashboardState): readonly (readonly Field[])[] {
  const want = explanationWant(state);
  const answered = want && answerOf(state.answers, 'explanation', want.key);
  if (answered?.problem) return [[{ text: `✗ not explained: ${answered.problem}`, tone: 'bad' }]];
  if (!answered?.answer) {
    const seconds = answered?.waitedS ? `, ${answered.waitedS} s` : '';
    return [[{ text: `… asking the policy again with other signals${seconds}`, tone: 'unsure' }]];
  }
  const { shift } = state.why;
  return answered.answer.split('\n').map((line) => [{ text: [...line].slice(shift).join('') }]);
}
