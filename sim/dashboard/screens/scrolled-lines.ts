import { clamp } from '../state/clamp.ts';
import type { Field } from '../table/column.ts';

type Line = readonly Field[];

/**
 * The lines from `scroll` on; what has become shorter since is shown to its end rather than blank. The last line says how
 * many more there are.
 */
export function scrolledLines(lines: readonly Line[], scroll: number, height: number): readonly Line[] {
  const from = clamp(scroll, 0, mostScroll(lines.length, height));
  const left = lines.length - from - height;
  if (left <= 0) return lines.slice(from);
  const more: Field = { text: `↓ ${left + 1} more lines`, tone: 'quiet' };
  return [...lines.slice(from, from + Math.max(0, height - 1)), [more]];
}

/** How far so many lines can be scrolled. */
export function mostScroll(count: number, height: number): number {
  return Math.max(0, count - height);
}
