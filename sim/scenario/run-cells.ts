import { loadRunnableTarget } from '../calibration/load-runnable-target.ts';
import type { PolicyDefinition } from '../policies/policy.ts';
import { withSettings } from '../policies/registry.ts';
import { recordedReplay } from '../score/recorded-replay.ts';
import { scoreCell } from '../score/score-cell.ts';
import { cellNotes } from './cell-notes.ts';
import type { CellAnswer, CellTask } from './cell-task.ts';
import { guardPolicy, newHeartbeat } from './own-policy/guard-policy.ts';
import { loadOwnPolicy } from './own-policy/load-own-policy.ts';
import { buildOptions } from './simulate/build-options.ts';
import type { CellRun } from './simulate/cell-run.ts';
import { shareFixedRuns } from './simulate/share-fixed-runs.ts';
import { simulateCell } from './simulate/simulate-cell.ts';
import { tabledNetwork } from './tabled-network.ts';

function integersOf(run: CellRun): readonly string[] {
  return run.policies.flatMap(({ policy, runs }) =>
    runs.map((r, i) => {
      const counts = [r.requests, r.done, r.missed, r.dropped, r.correct, r.switches, r.passes.join(',')];
      return `${policy} ${run.input.seeds[i]} ${counts.join(' ')} ${r.eventHash}`;
    }),
  );
}

/** The task's own policies behind glass, and those that were stopped, which say so. */
async function ownPolicies({
  own = [],
  stopped = [],
  heartbeat = newHeartbeat(),
}: CellTask): Promise<readonly PolicyDefinition[]> {
  const loaded = await Promise.all(
    own.map(async ({ module, values }, index) =>
      guardPolicy(withSettings(await loadOwnPolicy(module), values), heartbeat, index),
    ),
  );
  const ended = stopped.map(({ id, why }): PolicyDefinition => {
    const about = { id, title: id, source: 'own policy', signal: 'not stated', adaptive: true };
    return {
      ...about,
      create() {
        throw new Error(why);
      },
    };
  });
  return [...loaded, ...ended];
}

/**
 * Simulates and scores the cells of one (target, runtime), in the calling thread.
 * @throws InputError when the target or runtime is unknown, RangeError on input that makes no sense
 */
export async function runCells(task: CellTask): Promise<readonly CellAnswer[]> {
  const { inputs } = task;
  const first = inputs[0];
  if (!first) return [];
  const target = await loadRunnableTarget(first.target, first.runtime);
  const reference =
    first.referenceRuntime === first.runtime
      ? target
      : await loadRunnableTarget(first.target, first.referenceRuntime);
  const ready = await Promise.all(first.networks.map(tabledNetwork));
  const built = buildOptions(target, ready, first.splits);
  const own = await ownPolicies(task);
  return inputs.map((input) => {
    const run = simulateCell(input, target, reference, ready, built, {
      own,
      replay: shareFixedRuns(recordedReplay),
    });
    const { cell, results, references } = scoreCell(run);
    const notes = [...cellNotes(run, results), ...cell.notes, ...built.notes];
    return { cell: { ...cell, notes }, results, pilots: references.pilots, integers: integersOf(run) };
  });
}
