import type { RunTableOptions } from '../scenario/obtain-run-tables.ts';
import type { PreparedRun } from '../scenario/prepare-run.ts';
import type { CellInput } from '../scenario/simulate/cell-input.ts';
import { cellInputOf } from './cell-input-of.ts';
import type { CellChange, CellRef } from './questions.ts';
import type { SessionContext } from './session-context.ts';
import { type WarmCellHandle, warmCell } from './warm-cells.ts';

const generations = new WeakMap<PreparedRun, number>();
let newest = 0;

/** Tells runs apart whose tables were obtained anew. */
function generationOf(run: PreparedRun): number {
  const known = generations.get(run) ?? ++newest;
  generations.set(run, known);
  return known;
}

/**
 * A cell of the scenario with other settings, on the thread that keeps cells.
 * @throws RangeError as `cellInputOf`
 */
export async function openWarmCell(
  context: SessionContext,
  ref: CellRef,
  change: CellChange,
  measuring: Pick<RunTableOptions, 'signal' | 'onProgress'> = {},
): Promise<{ readonly input: CellInput; readonly warm: WarmCellHandle }> {
  const input = await cellInputOf(context, ref, change, measuring);
  return { input, warm: warmCell(context.warm, input, generationOf(await context.prepared())) };
}
