import { cellKey } from '../../report/rank-results.ts';
import type { CellSummary, RunReport, RunResult } from '../../report/run-report.ts';
import type { CellChange, CellRef, Recording, ScenarioNews, SimulatedCell } from '../../session/questions.ts';
import type { Look } from '../look/look.ts';
import type { Prompt } from '../prompt/prompt.ts';
import { type EnergyState, firstEnergyState } from '../screens/energy/energy-state.ts';
import { type PoliciesState, policiesAtStart } from '../screens/policies/policies-state.ts';
import type { ScreenId } from '../screens/screen-id.ts';
import { initialTimeline, type TimelineState } from '../screens/timeline/timeline-state.ts';
import { firstWhyState, type WhyState } from '../screens/why/why-state.ts';
import type { Sorting } from '../table/sort-rows.ts';
import type { Viewport } from '../terminal/frame-layout.ts';
import { type KnobState, noKnobs } from './knobs/knob-state.ts';
import { settingsKey } from './knobs/settings-key.ts';
import { initialPlayback, type Playback } from './playback.ts';
import type { Answers } from './wants.ts';

/** How one screen's table is looked at. */
export interface TableView extends Sorting {
  /** How many columns are scrolled away at the left. */
  readonly offset: number;
}

/** One cell as it is shown: at settings of its own, and as it was shown before the last change. */
export interface CellState extends SimulatedCell {
  readonly id: string;
  readonly ref: CellRef;
  /** Orders cells as the run's document does; cells of a running run come in any order. */
  readonly place: number;
  readonly runDeadlineMs: number;
  /** What differs from the run. */
  readonly settings: CellChange;
  readonly previous: (SimulatedCell & { readonly settings: CellChange }) | null;
}

/** A run that is still running. */
export interface LiveRun {
  /** What it is doing, and how much of it is done. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Seconds that the run had been running when this began. */
  readonly sinceS: number;
}

/** Everything that the screens are drawn from. */
export interface DashboardState {
  /** While the run is running its document as it was before the first cell. */
  readonly report: RunReport;
  readonly live: LiveRun | null;
  /** How often the scenario was run anew since the dashboard was opened. */
  readonly runs: number;
  /** What was heard of the scenario's file since the run shown: null, that it is the same. */
  readonly news: ScenarioNews | null;
  readonly viewport: Viewport;
  readonly screen: ScreenId;
  /** First line shown of the help; null: no help is shown. */
  readonly help: number | null;
  /** Empty until the first cell of a running run is done. */
  readonly cells: readonly CellState[];
  readonly selectedCell: string;
  readonly selectedPolicy: string | null;
  /** Which of the run's seeds is looked at where one run is, from 1. */
  readonly repetition: number;
  readonly look: Look;
  /** The line that is being typed. */
  readonly prompt: Prompt | null;
  /** Words that the rows of a screen must hold. */
  readonly filters: Readonly<Partial<Record<ScreenId, string>>>;
  readonly helpFilter: string;
  readonly views: Readonly<Record<'targets' | 'policies', TableView>>;
  /** Cells simulated so far, by `knownKey`: going back to a setting shows it at once. */
  readonly known: ReadonlyMap<string, SimulatedCell>;
  readonly knobs: KnobState;
  readonly policies: PoliciesState;
  readonly energy: EnergyState;
  readonly why: WhyState;
  /** Runs recorded so far, the newest last: by cell, setting and policy. */
  readonly recordings: ReadonlyMap<string, Recording>;
  readonly playback: Playback;
  readonly timeline: TimelineState;
  /** First line shown of what the overview says, where that is more than fits. */
  readonly overviewScroll: number;
  /** First line shown of the units of the selected target; null: the table of targets is shown. */
  readonly units: number | null;
  readonly answers: Answers;
  /** Why the last simulation failed. */
  readonly problem: string | null;
  readonly exit: 'quit' | 'interrupted' | 'failed' | null;
}

const plainLook: Look = { theme: 'dark', plot: 'braille', ascii: false };

/** Key of `known`. */
export function knownKey(cell: string, settings: CellChange): string {
  return `${cell} at ${settingsKey(settings)}`;
}

/** A cell as the run gave it. @param pace its place among the cells of its target and runtime */
export function cellState(simulated: SimulatedCell, pace: number, place: number): CellState {
  const { cell, results } = simulated;
  const { target, runtime, deadlineMs } = cell;
  return {
    id: cellKey(cell),
    ref: { target, runtime, pace },
    place,
    cell,
    results,
    runDeadlineMs: deadlineMs,
    settings: {},
    previous: null,
  };
}

function cellsOf(report: RunReport): readonly CellState[] {
  const paces = new Map<string, number>();
  const simulated = (cell: CellSummary): SimulatedCell => ({
    cell,
    results: report.results.filter((result: RunResult) => cellKey(result) === cellKey(cell)),
  });
  return report.cells.map((cell, place) => {
    const runtime = `${cell.target}\n${cell.runtime}`;
    const pace = paces.get(runtime) ?? 0;
    paces.set(runtime, pace + 1);
    return cellState(simulated(cell), pace, place);
  });
}

/**
 * The state in which the dashboard opens.
 * @param live the run of the report is still to be run; its cells come while it does
 * @throws when the report of a run that is over holds no cell
 */
export function initialState(
  report: RunReport,
  viewport: Viewport,
  { live = false, look = plainLook }: { readonly live?: boolean; readonly look?: Look } = {},
): DashboardState {
  const cells = cellsOf(report);
  const first = cells[0];
  if (!first && !live)
    throw new Error(
      `The run of ${report.scenario.name} holds no target; a dashboard needs at least one: list some in the scenario.`,
    );
  const view: TableView = { column: null, reversed: false, offset: 0 };
  return {
    report,
    runs: 0,
    news: null,
    live: live ? { label: 'opening', done: 0, total: 0, sinceS: 0 } : null,
    viewport,
    screen: 'overview',
    help: null,
    cells,
    selectedCell: first?.id ?? '',
    selectedPolicy: null,
    repetition: 1,
    look,
    prompt: null,
    filters: {},
    helpFilter: '',
    views: { targets: view, policies: view },
    known: new Map(cells.map((state) => [knownKey(state.id, {}), state])),
    knobs: noKnobs,
    policies: policiesAtStart,
    energy: firstEnergyState,
    why: firstWhyState,
    recordings: new Map(),
    playback: initialPlayback,
    timeline: initialTimeline,
    overviewScroll: 0,
    units: null,
    answers: {},
    problem: null,
    exit: null,
  };
}
