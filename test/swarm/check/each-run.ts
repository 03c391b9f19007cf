import type { PolicyRun } from '../../../sim/scenario/simulate/cell-run.ts';
import type { RequestRun } from '../../../sim/scenario/simulate/request-run.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import type { SwarmCell, SwarmOutcome } from '../run/swarm-outcome.ts';

/** One scored run: where it stands, for messages, and what it is part of. */
export interface ScoredRun {
  readonly where: string;
  readonly cell: SwarmCell;
  readonly policy: PolicyRun;
  /** Index of its seed. */
  readonly seed: number;
  readonly trace: RequestTrace;
  readonly run: RequestRun;
}

/** Every run of every policy. */
export function eachRun({ cells }: SwarmOutcome): ScoredRun[] {
  return cells.flatMap((cell) =>
    cell.run.policies.flatMap((policy) =>
      policy.runs.map((run, seed) => ({
        where: `${cell.name} ${policy.policy} run ${seed}`,
        cell,
        policy,
        seed,
        trace: cell.run.traces[seed]!,
        run,
      })),
    ),
  );
}
