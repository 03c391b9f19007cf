import type { Option } from './policy.ts';

/** Requests a second that an option can take in where nothing else uses its units: its busiest unit decides. */
export function speedOf({ meanServiceNs, split }: Option): number {
  const longest = split ? Math.max(...split.parts.map((part) => part.meanServiceNs)) : meanServiceNs;
  return 1 / longest;
}

/**
 * Of options, one a unit or pair of units, those that together are fastest without sharing a unit; of equal ones the
 * first. Without splits all of them are.
 */
export function apartOptions(options: readonly Option[]): readonly Option[] {
  const units = ({ unit, split }: Option) => split?.parts.map((part) => part.unit) ?? [unit];
  const best = (from: number, taken: ReadonlySet<string>): readonly Option[] => {
    const option = options[from];
    if (!option) return [];
    const without = best(from + 1, taken);
    if (units(option).some((unit) => taken.has(unit))) return without;
    const those = [option, ...best(from + 1, new Set([...taken, ...units(option)]))];
    const total = (list: readonly Option[]) => list.reduce((sum, each) => sum + speedOf(each), 0);
    return total(those) >= total(without) ? those : without;
  };
  return best(0, new Set());
}
