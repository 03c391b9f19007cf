import { exponential } from '../../engine/random/distributions/exponential.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { GrowingTimes } from './growing-times.ts';

/** A state of a Markov-modulated Poisson process. */
export interface MmppState {
  /** Rate in this state relative to the others, from 0 on. */
  readonly rate: number;
  /** Mean stay, exponential, ns. */
  readonly meanStayNs: number;
}

/**
 * Requests in bursts, in [0, horizonNs), whole ns, ascending: a Poisson process whose rate belongs to a state (Fischer
 * and Meier-Hellstern 1993). A stay is followed by any other state, all equally likely, so that a state holds for a
 * share of the time in proportion to its mean stay; the process starts in that stationary state.
 * @param states at least two, one of them with a rate above 0; rates are scaled so that the mean gap is `meanGapNs`
 * @throws RangeError on fewer states, a rate below 0, no rate at all, a stay that is not positive
 */
export function mmpp(
  meanGapNs: number,
  states: readonly MmppState[],
  horizonNs: number,
  seed: number,
): Float64Array {
  const meanRate = meanRateOf(states);
  const stays = new RandomStream(seed, 'arrivals', 'stays');
  const next = new RandomStream(seed, 'arrivals', 'states');
  const gaps = new RandomStream(seed, 'arrivals', 'gaps');
  const times = new GrowingTimes(horizonNs / meanGapNs);
  let state = firstState(states, next.uniform53(0));
  let gap = 0;
  let at = 0;
  for (let stay = 1; at < horizonNs; stay++) {
    const { rate, meanStayNs } = states[state]!;
    const end = Math.min(horizonNs, at + exponential(stays, stay, meanStayNs));
    const meanNs = (meanGapNs * meanRate) / rate;
    for (let t = at; rate > 0; ) {
      t += exponential(gaps, gap++, meanNs);
      if (t >= end) break;
      times.push(t);
    }
    at = end;
    const other = Math.floor(next.uniform53(stay) * (states.length - 1));
    state = other < state ? other : other + 1;
  }
  return times.take();
}

function meanRateOf(states: readonly MmppState[]): number {
  if (states.length < 2) throw new RangeError(`there are ${states.length} states; give two or more`);
  let stays = 0;
  let sum = 0;
  for (const { rate, meanStayNs } of states) {
    if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY))
      throw new RangeError(`a state has the rate ${rate}; give 0 or more`);
    if (!(meanStayNs >= 1 && meanStayNs < Number.POSITIVE_INFINITY))
      throw new RangeError(`a state has a mean stay of ${meanStayNs} ns; give 1 ns or more`);
    stays += meanStayNs;
    sum += rate * meanStayNs;
  }
  if (sum === 0) throw new RangeError('all states have the rate 0; give one above it');
  return sum / stays;
}

function firstState(states: readonly MmppState[], draw: number): number {
  let left = draw * states.reduce((sum, state) => sum + state.meanStayNs, 0);
  const found = states.findIndex(({ meanStayNs }) => {
    left -= meanStayNs;
    return left < 0;
  });
  return found < 0 ? states.length - 1 : found;
}
