import type { Viewport } from '../terminal/frame-layout.ts';
import { tableHeight } from '../terminal/frame-layout.ts';
import { windowStart } from './window-start.ts';

/** How many rows below the selected one the row at a line of a table is; null: the titles, or no row. */
export function clickedRow(line: number, count: number, selected: number, viewport: Viewport): number | null {
  const height = tableHeight(viewport);
  const row = windowStart(count, height, selected) + line - 1;
  return line >= 1 && line <= height && row < count ? row - selected : null;
}
