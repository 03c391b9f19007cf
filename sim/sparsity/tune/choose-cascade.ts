import type { FoundCascade } from './search-cascades.ts';

/** The cheapest of those that are at least this accurate; null when none is. */
export function chooseCascade<T extends Pick<FoundCascade, 'accuracy' | 'cost'>>(
  found: readonly T[],
  floor: number,
): T | null {
  let best: T | null = null;
  for (const each of found) {
    if (each.accuracy >= floor && (best === null || each.cost < best.cost)) best = each;
  }
  return best;
}
