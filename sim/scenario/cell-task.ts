import type { CellSummary, RunResult } from '../report/run-report.ts';
import type { CellReferences } from '../score/cell-score.ts';
import type { Heartbeat } from './own-policy/guard-policy.ts';
import type { OwnPolicy } from './own-policy/own-policy.ts';
import type { CellInput } from './simulate/cell-input.ts';

/** Cells of one (target, runtime): what they share is built once. */
export interface CellTask {
  readonly inputs: readonly CellInput[];
  /** Policies of the user's own, scored in every cell besides those of the inputs. */
  readonly own?: readonly OwnPolicy[];
  /** Where they count their calls. */
  readonly heartbeat?: Heartbeat;
  /** Own policies that are not to be run again. */
  readonly stopped?: readonly { readonly id: string; readonly why: string }[];
}

/** One cell, simulated and scored. */
export interface CellAnswer {
  readonly cell: CellSummary;
  readonly results: readonly RunResult[];
  /** Pilot runs of every option on validation data: what another target's choice would cost here. */
  readonly pilots: CellReferences['pilots'];
  /** One line of integers per (policy, seed), for the result hash. */
  readonly integers: readonly string[];
}

/** Worker module that runs such tasks, below `dist`. */
export const cellWorker = 'sim/scenario/cell-worker.js';
