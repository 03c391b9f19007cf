export type DispatchGroups = readonly [down: number, across: number, again: number];

/**
 * Workgroups that cover Y: tiles down its rows, across its columns, and how often that many again, one below the other,
 * where the rows have more tiles than a dimension may have. `across` may be more than that.
 * @param most workgroups of a dimension
 */
export function dispatchGroups(
  tile: readonly [rows: number, cols: number],
  rows: number,
  n: number,
  most: number,
): DispatchGroups {
  const down = Math.ceil(rows / tile[0]);
  const again = Math.max(1, Math.ceil(down / most));
  return [Math.ceil(down / again), Math.ceil(n / tile[1]), again];
}
