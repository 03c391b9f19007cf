import { cellInputs } from '../scenario/cell-inputs.ts';
import type { RunTableOptions } from '../scenario/obtain-run-tables.ts';
import type { PreparedRun } from '../scenario/prepare-run.ts';
import type { CellInput } from '../scenario/simulate/cell-input.ts';
import { changedInput } from './changed-input.ts';
import { measuredPoints } from './measured-points.ts';
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
 * Points that its policies need and the outcome table lacks are measured.
 * @throws RangeError when the scenario has no such cell, or it has nothing that the change sets
 */
export async function openWarmCell(
  context: SessionContext,
  ref: CellRef,
  change: CellChange,
  measuring: Pick<RunTableOptions, 'signal' | 'onProgress'> = {},
): Promise<{ readonly input: CellInput; readonly warm: WarmCellHandle }> {
  const run = await context.prepared();
  const seed = await context.seed();
  const entry = run.scenario.targets.find(({ id }) => id === ref.target);
  const found = entry && cellInputs(run, entry, ref.runtime, seed)[ref.pace];
  if (!found) throw new RangeError(`the run has no cell ${ref.target}, ${ref.runtime}, ${ref.pace + 1}`);
  const { battery } = run.scenario.value.classes[entry.targetClass]?.environment?.supply ?? {};
  const changed = changedInput(found, change, battery !== undefined);
  const points = await measuredPoints(run, changed, Object.values(change.policies ?? {}), {
    ...measuring,
    threads: context.settings.threads,
    cacheFolder: context.settings.cacheFolder,
  });
  const input = { ...changed, networks: [...changed.networks, ...points] };
  return { input, warm: warmCell(await context.warmPool(), input, generationOf(run)) };
}
