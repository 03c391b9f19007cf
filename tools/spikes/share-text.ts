import { wilson } from '../../sim/statistics/wilson.ts';

/** `97.0% (91.5 to 99.0)`: a share with its 95% interval. */
export function shareText(hits: number, of: number): string {
  const { low, high } = wilson(hits / of, of);
  return `${(100 * (hits / of)).toFixed(1)}% (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}
