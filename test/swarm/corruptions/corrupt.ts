import type { PolicyRun } from '../../../sim/scenario/simulate/cell-run.ts';
import type { RequestRun } from '../../../sim/scenario/simulate/request-run.ts';
import type { PolicyDetail } from '../../../sim/score/cell-score.ts';
import type { RunResult } from '../../../sim/score/run-result.ts';
import type { SwarmCell, SwarmOutcome, WatchedRun } from '../run/swarm-outcome.ts';
import type { Witness } from '../run/witness.ts';

/** Outcomes with one thing changed: what a checker must see. The original stays as it is. */

/** The first cell that the wish holds for, changed; undefined where there is none. */
export function withCell(
  outcome: SwarmOutcome,
  change: (cell: SwarmCell) => SwarmCell | undefined,
): SwarmOutcome | undefined {
  for (const [i, cell] of outcome.cells.entries()) {
    const changed = change(cell);
    if (changed) return { ...outcome, cells: outcome.cells.with(i, changed) };
  }
  return undefined;
}

/** The first run of a policy that `change` does not refuse, changed. */
export function withRun(
  outcome: SwarmOutcome,
  change: (run: RequestRun, cell: SwarmCell, policy: PolicyRun) => RequestRun | undefined,
): SwarmOutcome | undefined {
  return withCell(outcome, (cell) => {
    for (const [p, policy] of cell.run.policies.entries())
      for (const [seed, run] of policy.runs.entries()) {
        const changed = change(run, cell, policy);
        if (!changed) continue;
        const policies = cell.run.policies.with(p, { ...policy, runs: policy.runs.with(seed, changed) });
        const watched = cell.watched.map((one) => (one.run === run ? { ...one, run: changed } : one));
        return { ...cell, run: { ...cell.run, policies }, watched };
      }
    return undefined;
  });
}

/** The first watched run that `change` does not refuse, changed there alone. */
export function withWatched(
  outcome: SwarmOutcome,
  change: (watched: WatchedRun, cell: SwarmCell) => WatchedRun | undefined,
): SwarmOutcome | undefined {
  return withCell(outcome, (cell) => {
    for (const [i, watched] of cell.watched.entries()) {
      const changed = change(watched, cell);
      if (changed) return { ...cell, watched: cell.watched.with(i, changed) };
    }
    return undefined;
  });
}

/** The same for what a policy was asked. */
export function withWitness(
  outcome: SwarmOutcome,
  change: (witness: Witness, watched: WatchedRun, cell: SwarmCell) => Witness | undefined,
): SwarmOutcome | undefined {
  return withWatched(outcome, (watched, cell) => {
    const witness = change(watched.witness, watched, cell);
    return witness && { ...watched, witness };
  });
}

/** The first row that `change` does not refuse, changed, in the score and in the report. */
export function withRow(
  outcome: SwarmOutcome,
  change: (row: RunResult) => RunResult | undefined,
): SwarmOutcome | undefined {
  return withCell(outcome, (cell) => {
    for (const [i, row] of cell.score.results.entries()) {
      const changed = change(row);
      if (changed) return { ...cell, score: { ...cell.score, results: cell.score.results.with(i, changed) } };
    }
    return undefined;
  });
}

/** The first detail that `change` does not refuse, changed. */
export function withDetail(
  outcome: SwarmOutcome,
  change: (detail: PolicyDetail) => PolicyDetail | undefined,
): SwarmOutcome | undefined {
  return withCell(outcome, (cell) => {
    for (const [i, detail] of cell.score.details.entries()) {
      const changed = change(detail);
      if (changed) return { ...cell, score: { ...cell.score, details: cell.score.details.with(i, changed) } };
    }
    return undefined;
  });
}
