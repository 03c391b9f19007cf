import { windowStart } from './window-start.ts';

/**
 * How many rows below the selected one the row at a line of a table is; null: the titles, or no row.
 * @param height lines for rows, the line of titles not counted
 */
export function clickedRow(line: number, count: number, selected: number, height: number): number | null {
  const row = windowStart(count, height, selected) + line - 1;
  return line >= 1 && line <= height && row < count ? row - selected : null;
}
