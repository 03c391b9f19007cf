import type { CellInput } from '../simulate/cell-input.ts';
import type { DecisionLog } from './decision-log.ts';

/** A question about one run of a cell. Plain data: it travels to a thread. */
export interface ExplainTask {
  readonly input: CellInput;
  readonly policy: string;
  /** Index into the cell's seeds. */
  readonly repetition: number;
  /** The request to explain; null: what happened to all of them. */
  readonly request: number | null;
  /** Scenario, for messages. */
  readonly file: string;
  /** Tells runs apart: what of the last run can be used again is kept by it. */
  readonly key: string;
}

/** The log of a run, or the text about one request. */
export type ExplainAnswer =
  | { readonly kind: 'log'; readonly log: DecisionLog }
  | { readonly kind: 'text'; readonly text: string };

/** Worker module that runs such tasks, below `dist`. */
export const explainWorker = 'sim/scenario/explain/explain-worker.js';
