import type { RequestRun } from '../../../sim/scenario/simulate/request-run.ts';
import type { SwarmCell } from '../run/swarm-outcome.ts';

/** Whether a run keeps the floor and the miss budget of its cell. */
export function keepsLimits(
  { run: { input } }: SwarmCell,
  { requests, correct, missed, dropped }: RequestRun,
): boolean {
  return (
    correct >= Math.ceil(input.accuracyFloor * requests) &&
    missed + dropped <= Math.floor(input.missBudget * requests)
  );
}
