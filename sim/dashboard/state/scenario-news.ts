import type { ScenarioNews } from '../../session/questions.ts';
import { initialTimeline } from '../screens/timeline/timeline-state.ts';
import type { Field } from '../table/column.ts';
import { noKnobs } from './knobs/knob-state.ts';
import type { DashboardState } from './state.ts';
import type { Want } from './wants.ts';

/** The scenario's file is looked after all the time; a running run has read it just now. */
export function newsWants({ report, live, runs }: DashboardState): readonly Want[] {
  const { hash } = report.scenario;
  return live ? [] : [{ slot: 'scenario', key: `${runs} ${hash}`, question: { hash }, unattended: true }];
}

/** The state after something was heard of the file. What is shown stays. */
export function withNews(state: DashboardState, news: ScenarioNews): DashboardState {
  const isSame = news.kind === 'changed' && news.report.scenario.hash === state.report.scenario.hash;
  return { ...state, news: isSame ? null : news };
}

/** The state with the scenario running again, as its file is now; while it is invalid or running nothing happens. */
export function runAnew(state: DashboardState): DashboardState {
  const { news, report, live, runs } = state;
  if (live || news?.kind === 'invalid') return state;
  const again = news?.report ?? {
    ...report,
    resultHash: '',
    cells: [],
    results: [],
    conclusions: [],
    warnings: [],
  };
  return {
    ...state,
    report: again,
    live: { label: 'opening', done: 0, total: 0, sinceS: 0 },
    runs: runs + 1,
    news: null,
    cells: [],
    selectedCell: '',
    repetition: 1,
    known: new Map(),
    recordings: new Map(),
    timeline: initialTimeline,
    units: null,
    knobs: { ...noKnobs, saved: state.knobs.saved },
    problem: null,
  };
}

/** Lines that show the place in the file: drawn one under the other, or not at all. */
const quoted = /^\s*\d*\s*\|/;

/** What there is to say about the file; null: nothing. */
export function newsField({ news, report }: DashboardState): Field | null {
  if (!news) return null;
  const { file } = report.scenario;
  if (news.kind === 'changed') return { text: `! ${file} has changed: R runs it`, tone: 'unsure' };
  const said = news.problem.split('\n').filter((line) => !quoted.test(line));
  const problem = said.map((line) => line.trim().replace(/\.$/, '')).filter(Boolean);
  return { text: `✗ what is shown is of the text before: ${problem.join('; ')}`, tone: 'bad' };
}
