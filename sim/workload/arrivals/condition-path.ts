import { log } from '../../engine/random/portable-math.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';

/**
 * Which condition holds at each of the given times: a continuous-time Markov chain with stationary distribution
 * `shares`. After exponential times a condition is drawn anew from the shares, the present one included; the mean of
 * those times is set so that the mean time between *changes* is `meanDwellNs`.
 * @param timesNs ascending
 * @param shares of the conditions that exist, any positive scale
 * @returns index into `shares` per time
 */
export function conditionPath(
  timesNs: Float64Array,
  shares: readonly number[],
  meanDwellNs: number,
  seed: number,
): Uint8Array {
  if (!(meanDwellNs > 0)) throw new RangeError(`meanDwellNs is ${meanDwellNs}; give a positive number of ns`);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const draws = new RandomStream(seed, 'conditions', 'chain');
  // A redraw changes the condition with probability 1 - sum p^2.
  const changing = 1 - shares.reduce((sum, share) => sum + (share * share) / (total * total), 0);
  const meanEpochNs = meanDwellNs * changing;
  const path = new Uint8Array(timesNs.length);
  let epoch = 0;
  let condition = pick(shares, draws.uniform(0) * total);
  let until = meanEpochNs * -log(draws.uniform(1));
  for (let i = 0; i < timesNs.length; i++) {
    while (timesNs[i]! >= until && meanEpochNs > 0) {
      epoch++;
      condition = pick(shares, draws.uniform(2 * epoch) * total);
      until += meanEpochNs * -log(draws.uniform(2 * epoch + 1));
    }
    path[i] = condition;
  }
  return path;
}

function pick(shares: readonly number[], at: number): number {
  let sum = 0;
  for (let c = 0; c < shares.length; c++) {
    sum += shares[c]!;
    if (at < sum) return c;
  }
  return shares.length - 1;
}
