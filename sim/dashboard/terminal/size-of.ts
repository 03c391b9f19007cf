import type { Viewport } from './frame-layout.ts';

/** The size a terminal has where it does not say: that of the VT100. */
const usual: Viewport = { columns: 80, rows: 24 };

/** Size of a terminal as it says now. Some (serial lines, some editors) say 0 or nothing. */
export function sizeOf(output: { readonly columns?: number; readonly rows?: number }): Viewport {
  return { columns: output.columns || usual.columns, rows: output.rows || usual.rows };
}
