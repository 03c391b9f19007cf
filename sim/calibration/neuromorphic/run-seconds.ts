import type { TermPredictor } from '../fit/term-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

/** Time of a run, and the variance of its logarithm. */
export interface RunSeconds {
  readonly seconds: number;
  readonly variance: number;
}

/**
 * Seconds of a run as they are known before it: predicted where the time model speaks of it, published where it does not
 * (a tick that is set, a chip that runs alone). Null where there is neither.
 */
export function runSeconds(row: MeasuredRow, times: TermPredictor): RunSeconds | null {
  const joint = times.joint([row]);
  if (joint) return { seconds: Math.exp(joint.means[0]!) / 1e3, variance: joint.covariance[0]! };
  return row.latencyMs === null ? null : { seconds: row.latencyMs / 1e3, variance: 0 };
}
