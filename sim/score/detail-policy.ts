import { causes } from '../energy/cause.ts';
import type { CellRun, PolicyRun } from '../scenario/simulate/cell-run.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { sum } from './aggregate.ts';
import type { CellBounds } from './cell-bounds.ts';
import type { PolicyDetail, SeedRecord } from './cell-score.ts';

/** What a policy did beyond its row: where the energy went, which options it used, what it saved by seed. */
export function detailPolicy(run: CellRun, policy: PolicyRun, bounds: CellBounds | null): PolicyDetail {
  const { runs } = policy;
  // Replicas are more units than the target has.
  const units = (runs[0]?.ledger ?? []).map(({ unit }, u) => {
    const joules = causes
      .map((cause, c) => [cause, sum(runs.map((r) => r.ledger[u]!.joules[c]!))] as const)
      .filter(([, j]) => j !== 0);
    return [unit, Object.fromEntries(joules)] as const;
  });
  const emptied = runs.map((r) => r.batteryEmptyAtNs).filter((ns) => ns !== null);
  // A chip that rests at no power spends nothing in a run without requests: such a seed has no share to save.
  const saved = run.staticRuns.flatMap(({ energyJ }, i) =>
    runs[i] && energyJ > 0 ? [1 - runs[i].energyJ / energyJ] : [],
  );
  return {
    policy: policy.policy,
    title: policy.title,
    note: policy.note,
    energyByUnitJ: runs.length > 0 ? Object.fromEntries(units) : null,
    batteryEmptyAtS: emptied.length > 0 ? Math.min(...emptied) / 1e9 : null,
    savedVsStatic: saved.length > 0 ? pairedBootstrap(saved) : null,
    passes: Object.fromEntries(
      run.options
        .map((option, o) => [option.id, sum(runs.map((r) => r.passes[o]!))] as const)
        .filter(([, count]) => count > 0),
    ),
    regretBySeedJ: bounds ? runs.map((r, i) => r.energyJ - bounds.ofRunJ(i, policy, r)) : [],
  };
}

/** Integer results by seed. */
export function recordPolicy(run: CellRun, policy: PolicyRun): SeedRecord[] {
  return policy.runs.map((r, i) => ({
    policy: policy.policy,
    seed: run.traces[i]!.seed,
    requests: r.requests,
    done: r.done,
    missed: r.missed,
    dropped: r.dropped,
    correct: r.correct,
    switches: r.switches,
    eventHash: r.eventHash,
  }));
}
