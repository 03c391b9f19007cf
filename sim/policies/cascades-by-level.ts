import type { Option } from './policy.ts';

/**
 * Options in the order of a rank: one list, unless several of them have the same rank; then one for each network, unit,
 * level and factor on thresholds.
 */
export function cascadesByLevel(
  options: readonly Option[],
  rank: (option: Option) => number,
): readonly (readonly Option[])[] {
  const sorted = [...options].sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  if (new Set(sorted.map(rank)).size === sorted.length) return [sorted];
  const lists = new Map<string, Option[]>();
  for (const option of sorted) {
    const { network, unit, levels, gates, traits } = option;
    const key = JSON.stringify([network, unit, levels, gates, traits?.thresholdFactor ?? 1]);
    lists.set(key, [...(lists.get(key) ?? []), option]);
  }
  return [...lists.values()];
}
