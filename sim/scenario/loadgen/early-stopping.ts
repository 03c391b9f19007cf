import { atMostSuccesses } from '../../statistics/binomial-tail.ts';

/** Confidence of LoadGen's early stopping (loadgen/results.cc). */
const confidence = 0.99;

/**
 * Fewest queries under the latency bound that, beside `over` ones above it, show with 99% confidence that the
 * percentile is kept: the least h such that at most `over` of h + over queries are late with a probability below 1%
 * where each is late with probability 1 - percentile (loadgen/early_stopping.cc, tolerance 0).
 * @param percentile as a share, say 0.99
 */
export function leastUnderLatency(over: number, percentile: number): number {
  const late = 1 - percentile;
  const shown = (under: number) => atMostSuccesses(over, under + over, late) < 1 - confidence;
  let high = 1;
  while (!shown(high)) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shown(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * How many of the slowest of n queries may be set aside so that the next one is an estimate of the percentile from
 * above, with 99% confidence: LoadGen discards one fewer than the most that it could prove. Null: too few queries.
 */
export function discarded(queries: number, percentile: number): number | null {
  const proves = (over: number) => queries >= leastUnderLatency(over, percentile) + over;
  if (!proves(1)) return null;
  let low = 1;
  let high = 2;
  while (proves(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (proves(middle)) low = middle;
    else high = middle;
  }
  return low - 1;
}
