import { cellKey } from '../../report/rank-results.ts';
import type { CellSummary, RunReport, RunResult } from '../../report/run-report.ts';
import type { Sorting } from '../table/sort-rows.ts';
import type { Viewport } from '../terminal/frame-layout.ts';
import type { SimulatedCell } from './resimulate.ts';

export type ScreenId = 'targets' | 'policies';

/** How one screen's table is looked at. */
export interface TableView extends Sorting {
  /** How many columns are scrolled away at the left. */
  readonly offset: number;
}

/** One cell as it is shown: at a deadline of `tenths`/10 of the run's, and as it was shown before the last change. */
export interface CellState extends SimulatedCell {
  readonly id: string;
  readonly runDeadlineMs: number;
  readonly tenths: number;
  readonly previous: (SimulatedCell & { readonly tenths: number }) | null;
}

/** A simulation that the user asked for and that has not answered yet. Requests are numbered: a late answer is known. */
export interface Wanted {
  readonly request: number;
  readonly cell: string;
  readonly tenths: number;
  /** Whole seconds since it was asked for. */
  readonly waitedS: number;
}

/** Everything that the screens are drawn from. */
export interface DashboardState {
  readonly report: RunReport;
  readonly viewport: Viewport;
  readonly screen: ScreenId;
  /** First line shown of the help; null: no help is shown. */
  readonly help: number | null;
  readonly cells: readonly CellState[];
  readonly selectedCell: string;
  readonly selectedPolicy: string | null;
  readonly views: Readonly<Record<ScreenId, TableView>>;
  /** Cells simulated so far, by cell and tenths: going back to a setting shows it at once. */
  readonly known: ReadonlyMap<string, SimulatedCell>;
  readonly wanted: Wanted | null;
  readonly requests: number;
  /** Why the last simulation failed. */
  readonly problem: string | null;
  readonly exit: 'quit' | 'interrupted' | null;
}

/** Key of `known`. */
export function knownKey(cell: string, tenths: number): string {
  return `${cell} at ${tenths}`;
}

/** Deadline of a cell at a setting of the knob. */
export function deadlineAtMs(cell: CellState, tenths: number): number {
  return tenths === 10 ? cell.runDeadlineMs : (cell.runDeadlineMs * tenths) / 10;
}

function cellState(cell: CellSummary, all: readonly RunResult[]): CellState {
  const id = cellKey(cell);
  const results = all.filter((result) => cellKey(result) === id);
  return { id, cell, results, runDeadlineMs: cell.deadlineMs, tenths: 10, previous: null };
}

/** The state in which the dashboard opens. @throws when the report holds no cell. */
export function initialState(report: RunReport, viewport: Viewport): DashboardState {
  const cells = report.cells.map((cell) => cellState(cell, report.results));
  const first = cells[0];
  if (!first)
    throw new Error(
      `The run of ${report.scenario.name} holds no target; a dashboard needs at least one: list some in the scenario.`,
    );
  const view: TableView = { column: null, reversed: false, offset: 0 };
  return {
    report,
    viewport,
    screen: 'targets',
    help: null,
    cells,
    selectedCell: first.id,
    selectedPolicy: null,
    views: { targets: view, policies: view },
    known: new Map(cells.map((state) => [knownKey(state.id, 10), state])),
    wanted: null,
    requests: 0,
    problem: null,
    exit: null,
  };
}
