import type { Column } from './column.ts';

/** How a table is sorted: by a column's id (null: in the order given), and whether back to front. */
export interface Sorting {
  readonly column: string | null;
  readonly reversed: boolean;
}

/** The rows in the order asked for: stable, nulls last in both directions. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting,
): readonly Row[] {
  const column = columns.find(({ id }) => id === sorting.column);
  const order = column?.order;
  if (!column || !order) return sorting.reversed ? [...rows].reverse() : rows;
  const sign = Boolean(column.largestFirst) === sorting.reversed ? 1 : -1;
  return [...rows].sort((a, b) => {
    const left = order(a);
    const right = order(b);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return left === right ? 0 : left < right ? -sign : sign;
  });
}

/** The next column to sort by, after the last one the given order (null). */
export function nextSortColumn<Row>(columns: readonly Column<Row>[], current: string | null): string | null {
  const ids = columns.filter(({ order }) => order).map(({ id }) => id);
  return ids[current === null ? 0 : ids.indexOf(current) + 1] ?? null;
}
