import type { CellSummary, RunResult } from '../../report/run-report.ts';
import type { CellInput } from '../simulate/cell-input.ts';

/** A cell at one setting, and what of it is to be done next. Tasks are short, so that a thread soon hears of others. */
export interface WarmTask {
  /** Rises whenever tables were obtained anew: what is of older ones is then dropped. */
  readonly generation: number;
  /** What does not change with knobs: tables and target. Cells of one `open` share what is built from them. */
  readonly open: string;
  /** Deadline and charge aside, what its requests are drawn from. */
  readonly neighbours: string;
  /** All of the input but its policies. */
  readonly cell: string;
  /** May be left out where the thread has the cell; it answers `unknown` where it has not. */
  readonly input?: CellInput | undefined;
  readonly step: WarmStep;
}

export type WarmStep =
  | { readonly kind: 'describe'; readonly policies: readonly string[] }
  | { readonly kind: 'simulate'; readonly policy: string; readonly repetitions: number }
  | { readonly kind: 'references'; readonly repetitions: number }
  | { readonly kind: 'row'; readonly policy: string; readonly repetitions: number }
  | { readonly kind: 'whole'; readonly policies: readonly string[] };

export type WarmAnswer =
  | { readonly kind: 'unknown' }
  | ({ readonly kind: 'describe' } & WarmDescription)
  | { readonly kind: 'simulate' }
  | { readonly kind: 'references' }
  | { readonly kind: 'row'; readonly result: RunResult | null }
  | { readonly kind: 'whole'; readonly cell: CellSummary; readonly results: readonly RunResult[] };

/** The answer to a step, where the thread has the cell. */
export type WarmAnswerTo<S extends WarmStep> = Extract<WarmAnswer, { readonly kind: S['kind'] }>;

/** What a cell has to choose from. */
export interface WarmDescription {
  /** Names that the list of policies stands for, groups spread out. */
  readonly names: readonly string[];
  readonly deadlineMs: number;
  /** What deadlines are multiples of. */
  readonly denseServiceMs: number;
  /** Points of the ladder that a static policy may keep to. */
  readonly points: readonly StaticPoint[];
}

/** A point of the ladder's outcome table, on a unit of the target. */
export interface StaticPoint {
  /** Name of the policy that keeps to it. */
  readonly policy: string;
  readonly unit: string;
  readonly fits: boolean;
  /** Level of every ladder layer, and the threshold below which its inputs are skipped; null: none. */
  readonly levels: readonly number[];
  readonly gates: readonly (number | null)[];
}

/** Worker module that runs such tasks, below `dist`; it keeps what it made, so its pool has one thread. */
export const warmWorker = 'sim/scenario/warm/warm-worker.js';
