import { quantitiesIn } from '../../quantity.ts';
import type { Interval } from '../../target.ts';

/**
 * Multipliers within which a sum of events, each times its constant, stays while every constant stays in its interval: those of
 * the widest. A constant without an interval stays as it is.
 * @param part of a profile: all its quantities count
 */
export function constantRange(part: unknown): Interval {
  let low = 1;
  let high = 1;
  for (const { quantity } of quantitiesIn(part)) {
    if (quantity.value === 0) continue;
    low = Math.min(low, (quantity.low ?? quantity.value) / quantity.value);
    high = Math.max(high, (quantity.high ?? quantity.value) / quantity.value);
  }
  return { low, central: 1, high };
}
