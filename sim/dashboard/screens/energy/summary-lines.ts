import { formatChange, formatSi } from '../../../report/format-quantity.ts';
import { numberText } from '../../../report/formats/number-text.ts';
import { selectedPolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import { type Assessment, assessed, assessWant, gridOfRun } from './assessed.ts';

/** Lines of the summary at least: what is awaited takes no more, and the panes stay where they are. */
const least = 2;
/** Where each of its lines takes two. */
const most = 4;

const grams = (value: number) => formatSi(value, 'g');

function score({ row }: Assessment): string {
  const { operational, embodied, sci } = row;
  const range = `${grams(sci.value)} (${grams(sci.low ?? sci.value)} to ${grams(sci.high ?? sci.value)})`;
  return embodied
    ? `${grams(operational.value)} use + ${grams(embodied.value)} making = ${range} CO2e`
    : `${range} CO2e by use; making not assessed`;
}

function gridName({ grid, row }: Assessment): string {
  const period = grid.hourly ? 'by the hour' : grid.year;
  return `${grid.zone} ${period}, ${numberText(row.gCO2ePerKwh)} g/kWh`;
}

function energyOf({ row }: Assessment): string {
  const { value, low, high } = row.energyPerInference;
  const joules = (of: number | null) => formatSi(of, 'J');
  return `${joules(value)} per inference (${joules(low)} to ${joules(high)}); ${formatSi(row.whPer1000Inferences, 'Wh')} per 1,000`;
}

/** What an inference emits under the run's grid and, beside it, under the one that was chosen. */
export function summaryLines(state: DashboardState): readonly (readonly Field[])[] {
  const { result } = selectedPolicy(state);
  const want = assessWant(state);
  if (!result || !want) {
    const why = result?.notRun ? `was not run: it ${result.notRun}` : 'does not fit here';
    return [[{ text: result ? `${result.policy} ${why}` : 'no policy here', tone: 'bad' }], []];
  }
  const { before, after } = assessed(state);
  const own = gridOfRun(state);
  if (!before) {
    const problem = answerOf(state.answers, 'assess', want.key)?.problem;
    const text = problem ? `✗ not assessed: ${problem}` : `… assessing under ${own.zone} ${own.year}`;
    return [[{ text: `${result.policy}  ` }, { text, tone: problem ? 'bad' : 'unsure' }], []];
  }
  const first: Field[] = [{ text: `${result.policy}  ` }, { text: `${gridName(before)}: ${score(before)}` }];
  if (!after) return [first, [{ text: energyOf(before), tone: 'quiet' }]];
  const ratio = after.row.sci.value / before.row.sci.value;
  return [
    first,
    [
      { text: 'instead  ', tone: 'quiet' },
      { text: `${formatChange(ratio)}  `, tone: ratio < 1 ? 'good' : 'bad' },
      { text: `${gridName(after)}: ${score(after)}` },
    ],
  ];
}

/** The same as lines of the terminal's width. */
export function summaryShown(state: DashboardState): readonly (readonly Field[])[] {
  const shown = wrapWithin(summaryLines(state), state.viewport.columns, most);
  return [...shown, ...Array.from({ length: Math.max(0, least - shown.length) }, () => [])];
}

/** What became of the report that was asked for. */
export function writtenLine({ energy }: DashboardState): readonly Field[] {
  const { writing } = energy;
  if (writing) {
    const grid = writing === 'own' ? 'the grid of the run' : `${writing.zone} ${writing.year}`;
    return [{ text: `… writing the report for ${grid}`, tone: 'unsure' }];
  }
  if (!energy.written) return [];
  return [{ text: energy.written.text, tone: energy.written.isDone ? 'good' : 'bad' }];
}
