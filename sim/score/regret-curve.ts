import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { curvePoints } from '../scenario/simulate/spent-curve.ts';
import type { RecordedRun } from './recorded-replay.ts';

/**
 * Cumulative regret of a policy: energy above rest of its passes and code less that of the clairvoyant on the same
 * requests, after each twentieth of them, J, mean over the seeds. A straight line is a policy that learns nothing; a
 * curve that flattens has learned. Null where the runs were not recorded.
 */
export function regretCurve(
  runs: readonly RequestRun[],
  clairvoyant: readonly RequestRun[],
): readonly number[] | null {
  const pairs = runs.flatMap((run, i) => {
    const other = clairvoyant[i];
    return other && isRecorded(run) && isRecorded(other) ? [[run.spentJ, other.spentJ] as const] : [];
  });
  if (pairs.length === 0 || pairs.length < runs.length) return null;
  return Array.from(
    { length: curvePoints },
    (_, k) => pairs.reduce((sum, [own, oracle]) => sum + own[k]! - oracle[k]!, 0) / pairs.length,
  );
}

const isRecorded = (run: RequestRun): run is RecordedRun => 'spentJ' in run;
