import type { Column } from './column.ts';

/** Characters of the selection mark before the first column and of the mark of hidden columns after the last. */
const markWidth = 3;
/** Characters between columns. */
const gapWidth = 1;

/** The columns that are shown, with their widths, and whether others are hidden on either side. */
export interface FittedColumns<Row> {
  readonly columns: readonly { readonly column: Column<Row>; readonly width: number }[];
  readonly hiddenLeft: boolean;
  readonly hiddenRight: boolean;
}

/** The pinned columns grow only as long as this share of the width is left for the others. */
const othersShare = 0.6;

function longestText<Row>(column: Column<Row>, rows: readonly Row[]): number {
  return Math.max(0, ...rows.map((row) => [...column.field(row).text].length));
}

/** Widths of columns that share `room` beyond their least widths: first come, up to the longest text. */
function grown<Row>(columns: readonly Column<Row>[], rows: readonly Row[], room: number) {
  let left = Math.max(0, room);
  return columns.map((column) => {
    const wanted = Math.min(column.maxWidth ?? 0, longestText(column, rows)) - column.width;
    const more = Math.max(0, Math.min(left, wanted));
    left -= more;
    return { column, width: column.width + more };
  });
}

/**
 * Chooses the columns for a width: the pinned ones, then from the `offset`-th other one (those that follow another not counted) as many as fit; room to spare
 * goes to columns that can grow, up to their longest text.
 * The total with mark and gaps never exceeds `width`, unless the pinned columns alone do.
 */
export function fitColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  offset: number,
): FittedColumns<Row> {
  const sum = (list: readonly { readonly width: number }[]) =>
    list.reduce((total, column) => total + column.width + gapWidth, 0);
  const pinned = columns.filter((column) => column.pinned);
  const others = columns.filter((column) => !column.pinned);
  const whole = width - markWidth + gapWidth;
  const names = grown(pinned, rows, whole - sum(pinned) - Math.ceil(width * othersShare));
  let room = whole - sum(names);
  const starts = others.flatMap((column, at) => (column.follows ? [] : [at]));
  const start = starts[Math.min(offset, starts.length - 1)] ?? 0;
  let end = start;
  while (end < others.length && others[end]!.width + gapWidth <= room) {
    room -= others[end]!.width + gapWidth;
    end++;
  }
  const shown = [
    ...names.map(({ column, width: grownTo }) => ({ ...column, width: grownTo })),
    ...others.slice(start, end),
  ];
  return { columns: grown(shown, rows, room), hiddenLeft: start > 0, hiddenRight: end < others.length };
}

/** The smallest scroll from `offset` that shows the column with this id. */
export function offsetShowing<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  offset: number,
  id: string | null,
): number {
  const at = columns
    .filter((column) => !column.pinned && !column.follows)
    .findIndex((column) => column.id === id);
  if (at < 0) return offset;
  if (at < offset) return at;
  for (let from = offset; from < at; from++)
    if (fitColumns(columns, rows, width, from).columns.some(({ column }) => column.id === id)) return from;
  return at;
}
