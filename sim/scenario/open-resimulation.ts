import type { CellSummary, RunReport, RunResult } from '../report/run-report.ts';
import { openPool } from '../sweep/pool.ts';
import { cellInputs } from './cell-inputs.ts';
import { type CellAnswer, type CellTask, cellWorker } from './cell-task.ts';
import type { PreparedRun } from './prepare-run.ts';

/** A cell of a run, and the deadline it is to be simulated with instead. */
export interface CellRequest {
  readonly target: string;
  readonly runtime: string;
  readonly denseLoad: number;
}

/** Simulates single cells of a run again, on one worker thread that stays open. */
export interface Resimulation {
  /**
   * @param change the knobs that differ from the run
   * @throws RangeError when the run has no such cell; the signal's reason
   */
  cell(
    request: CellRequest,
    change: { readonly deadlineMs: number },
    signal: AbortSignal,
  ): Promise<{ readonly cell: CellSummary; readonly results: readonly RunResult[] }>;
  close(): Promise<void>;
}

/**
 * @param prepared gives the tables; called on the first request only, because it takes seconds on a saved run
 * @param report the run; its cells of a runtime stand in the order of the scenario's paces
 */
export function openResimulation(prepared: () => Promise<PreparedRun>, report: RunReport): Resimulation {
  let ready: Promise<PreparedRun> | null = null;
  let pool: ReturnType<typeof openPool<CellTask, readonly CellAnswer[]>> | null = null;
  return {
    async cell(request, change, signal) {
      ready ??= prepared();
      pool ??= openPool<CellTask, readonly CellAnswer[]>(cellWorker, 1);
      const run = await ready;
      signal.throwIfAborted();
      // A rate or a recording becomes a load only when the cell is simulated, so cells are told apart by their place.
      const place = report.cells
        .filter(({ target, runtime }) => target === request.target && runtime === request.runtime)
        .findIndex(({ denseLoad }) => denseLoad === request.denseLoad);
      const input = run.scenario.targets
        .filter((entry) => entry.id === request.target)
        .flatMap((entry) => cellInputs(run, entry, request.runtime, report.seed))[place];
      if (!input)
        throw new RangeError(
          `the run has no cell ${request.target}, ${request.runtime}, load ${request.denseLoad}`,
        );
      const [answer] = await (await pool).run({ inputs: [{ ...input, ...change }] }, signal);
      return { cell: answer!.cell, results: answer!.results };
    },
    async close() {
      await (await pool)?.destroy();
    },
  };
}
