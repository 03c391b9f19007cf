/** A column of a text table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Longer cells are cut in the middle. */
  readonly widest?: number;
}

/** Number of character cells of a text without control sequences and double-width characters, as all of ours are. */
export function width(text: string): number {
  return [...text].length;
}

/** Cuts a name in the middle: beginnings and ends tell names apart. */
function cutMiddle(text: string, widest: number): string {
  const letters = [...text];
  if (letters.length <= widest) return text;
  const tail = Math.floor((widest - 1) / 2);
  return `${letters.slice(0, widest - 1 - tail).join('')}…${letters.slice(letters.length - tail).join('')}`;
}

/**
 * Lines of a table: a title line and one line a row, columns two spaces apart (one where `gap` says so).
 * @param rows cells of each row; a row of one cell spans the table
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  gap = 2,
): readonly string[] {
  const cut = rows.map((row) =>
    row.length === 1
      ? row
      : row.map((cell, i) => {
          const widest = columns[i]?.widest;
          return widest === undefined ? cell : cutMiddle(cell, widest);
        }),
  );
  const widths = columns.map((column, i) =>
    Math.max(width(column.title), ...cut.filter((row) => row.length > 1).map((row) => width(row[i] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map((column, i) => {
        const cell = cells[i] ?? '';
        const space = ' '.repeat(widths[i]! - width(cell));
        return column.align === 'left' ? cell + space : space + cell;
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    ...cut.map((row) => (row.length === 1 ? row[0]! : line(row))),
  ];
}
