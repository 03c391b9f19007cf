import type { Column } from './column.ts';

/** Characters before the first column (the selection mark) and between columns. */
const markWidth = 2;
const gapWidth = 1;

/** The columns that are shown, with their widths, and whether others are hidden on either side. */
export interface FittedColumns<Row> {
  readonly columns: readonly { readonly column: Column<Row>; readonly width: number }[];
  readonly hiddenLeft: boolean;
  readonly hiddenRight: boolean;
}

/**
 * Chooses the columns for a width: the pinned ones, then from the `offset`-th other one as many as fit; left-over
 * room goes to columns that can grow, up to their longest text.
 * The total with mark and gaps never exceeds `width`, unless the pinned columns alone do.
 */
export function fitColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  offset: number,
): FittedColumns<Row> {
  const pinned = columns.filter((column) => column.pinned);
  const others = columns.filter((column) => !column.pinned);
  const chosen = [...pinned];
  let room = width - markWidth + gapWidth;
  for (const column of pinned) room -= column.width + gapWidth;
  let end = Math.min(offset, Math.max(0, others.length - 1));
  const start = end;
  while (end < others.length && others[end]!.width + gapWidth <= room) {
    chosen.push(others[end]!);
    room -= others[end]!.width + gapWidth;
    end++;
  }
  const fitted = chosen.map((column) => {
    if (!column.maxWidth) return { column, width: column.width };
    const longest = Math.max(0, ...rows.map((row) => [...column.field(row).text].length));
    const grow = Math.max(0, Math.min(room, Math.min(longest, column.maxWidth) - column.width));
    room -= grow;
    return { column, width: column.width + grow };
  });
  return { columns: fitted, hiddenLeft: start > 0, hiddenRight: end < others.length };
}

/** The smallest scroll from `offset` that shows the column with this id. */
export function offsetShowing<Row>(
  columns: readonly Column<Row>[],
  width: number,
  offset: number,
  id: string | null,
): number {
  const at = columns.filter((column) => !column.pinned).findIndex((column) => column.id === id);
  if (at < 0) return offset;
  if (at < offset) return at;
  for (let from = offset; from < at; from++)
    if (fitColumns(columns, [], width, from).columns.some(({ column }) => column.id === id)) return from;
  return at;
}
