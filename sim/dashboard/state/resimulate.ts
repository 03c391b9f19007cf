import type { CellSummary, RunResult } from '../../report/run-report.ts';

/** What names a cell in a run: its target, its runtime and its load. */
export type CellKey = Pick<CellSummary, 'target' | 'runtime' | 'denseLoad'>;

/** A knob's new setting. Today there is one knob. */
export interface CellChange {
  readonly deadlineMs: number;
}

/** One cell simulated and scored again: the same parts as in a run report. */
export interface SimulatedCell {
  readonly cell: CellSummary;
  readonly results: readonly RunResult[];
}

/**
 * Simulates and scores one cell again, with the run's seeds and everything but `change` as in the run, on a worker
 * thread. A rejection is shown to the user with its message; after `signal` is aborted the answer is ignored.
 */
export type Resimulate = (key: CellKey, change: CellChange, signal: AbortSignal) => Promise<SimulatedCell>;
