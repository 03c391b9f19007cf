/** Size of the terminal in characters. */
export interface Viewport {
  readonly columns: number;
  readonly rows: number;
}

/** The smallest terminal in which the screens are drawn. */
export const smallest: Viewport = { columns: 60, rows: 16 };

/** Whether only a message is drawn and keys are ignored. */
export function isTooSmall(viewport: Viewport): boolean {
  return viewport.columns < smallest.columns || viewport.rows < smallest.rows;
}

/** Lines of the details under a table: narrow terminals cut long ones in two, where they are not low as well. */
export function detailLines({ columns, rows }: Viewport): number {
  return columns < 100 && rows >= 24 ? 6 : 4;
}

/** A frame is one line shorter than the terminal: Ink 6 wipes the scrollback on frames as tall as the terminal. */
export function frameHeight(viewport: Viewport): number {
  return Math.max(1, viewport.rows - 1);
}

/** Lines of a screen: what header, knob line and footer leave. */
export function bodyHeight(viewport: Viewport): number {
  return Math.max(1, frameHeight(viewport) - 3);
}

/** Rows of a table: what title, cell line, column titles, rule, details and footer leave. */
export function tableHeight(viewport: Viewport): number {
  return Math.max(1, frameHeight(viewport) - 5 - detailLines(viewport));
}

/** Lines of the help that fit under its title. */
export function helpHeight(viewport: Viewport): number {
  return Math.max(1, frameHeight(viewport) - 2);
}
