import type { Quantity } from '../../quantity.ts';

/** Which number of each interval of a profile is taken. */
export type IntervalEnd = 'low' | 'central' | 'high';

/** A part of a profile with each number at one end of its interval; a number without an interval stays. */
export function atIntervalEnd<T>(part: T, end: IntervalEnd): T {
  if (end === 'central' || typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((inner) => atIntervalEnd(inner, end)) as T;
  if ('value' in part && 'unit' in part && 'grade' in part) {
    const quantity = part as unknown as Quantity;
    return { ...quantity, value: quantity[end] ?? quantity.value } as T;
  }
  return Object.fromEntries(
    Object.entries(part).map(([key, inner]) => [key, atIntervalEnd(inner, end)]),
  ) as T;
}
