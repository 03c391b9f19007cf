import { cellInputs } from '../scenario/cell-inputs.ts';
import type { RunTableOptions } from '../scenario/obtain-run-tables.ts';
import type { CellInput } from '../scenario/simulate/cell-input.ts';
import { changedInput } from './changed-input.ts';
import { measuredPoints } from './measured-points.ts';
import type { CellChange, CellRef } from './questions.ts';
import type { SessionContext } from './session-context.ts';

/**
 * What a cell of the scenario is simulated from with other settings. Points that its policies need and the outcome table
 * lacks are measured.
 * @throws RangeError when the scenario has no such cell, or it has nothing that the change sets
 */
export async function cellInputOf(
  context: SessionContext,
  ref: CellRef,
  change: CellChange,
  measuring: Pick<RunTableOptions, 'signal' | 'onProgress'> = {},
): Promise<CellInput> {
  const run = await context.prepared();
  const seed = await context.seed();
  const entry = run.scenario.targets.find(({ id }) => id === ref.target);
  const found = entry && cellInputs(run, entry, ref.runtime, seed)[ref.pace];
  if (!found) throw new RangeError(`the run has no cell ${ref.target}, ${ref.runtime}, ${ref.pace + 1}`);
  const { battery } = run.scenario.value.classes[entry.targetClass]?.environment?.supply ?? {};
  const changed = changedInput(found, change, battery !== undefined);
  const points = await measuredPoints(run, changed, Object.values(change.policies ?? {}), {
    ...measuring,
    threads: context.threads,
    cacheFolder: context.settings.cacheFolder,
  });
  return { ...changed, networks: [...changed.networks, ...points] };
}
