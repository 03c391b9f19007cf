import { Cholesky } from './cholesky.ts';
import type { JointPrediction } from './log-predictor.ts';

/**
 * The first `count` of jointly normal numbers, given the others.
 * @param joint means and covariance of all @param observed values of the others, in order
 */
export function conditioned(joint: JointPrediction, count: number, observed: Float64Array): JointPrediction {
  const all = joint.means.length;
  const given = all - count;
  if (given === 0) return joint;
  const block = new Float64Array(given * given);
  for (let a = 0; a < given; a++)
    for (let b = 0; b < given; b++) block[a * given + b] = joint.covariance[(count + a) * all + count + b]!;
  const factor = new Cholesky(block, given);
  const surprise = Float64Array.from(observed, (value, a) => value - joint.means[count + a]!);
  factor.solve(surprise);
  const means = joint.means.slice(0, count);
  const covariance = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const shared = (row: number) => joint.covariance.slice(row * all + count, (row + 1) * all);
    const own = shared(i);
    for (let a = 0; a < given; a++) means[i] = means[i]! + own[a]! * surprise[a]!;
    factor.solve(own);
    for (let j = 0; j < count; j++) {
      const other = shared(j);
      let known = 0;
      for (let a = 0; a < given; a++) known += own[a]! * other[a]!;
      covariance[i * count + j] = joint.covariance[i * all + j]! - known;
    }
  }
  return { means, covariance };
}
