import { createCanvas } from '../plot/canvas.ts';
import type { PlotKind } from '../plot/plot-kind.ts';
import { sparkLine } from '../plot/spark-line.ts';
import type { Field } from '../table/column.ts';

/** Values over a run's time, as far as there are any, and where in it one is. */
export interface StripInput {
  readonly values: readonly number[];
  /** Share of the width that the values take: less than 1 while the run is recorded. */
  readonly extent: number;
  /** Share of the width at which one is. */
  readonly at: number;
}

/** The largest value in each of so many equal parts: a short burst must be seen. */
function peaks(values: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * values.length) / count));
    return Math.max(0, ...values.slice(from, to));
  });
}

/** A strip of one line: what is past, a mark where one is, and what is to come, which is quiet. */
export function stripLine(
  { values, extent, at }: StripInput,
  width: number,
  kind: PlotKind,
): readonly Field[] {
  const shown = Math.max(1, Math.min(width, Math.round(extent * width)));
  const text = [...sparkLine(peaks(values, shown), shown, kind).padEnd(width)];
  const mark = Math.max(0, Math.min(width - 1, Math.round(at * (width - 1))));
  return [
    { text: text.slice(0, mark).join('') },
    { text: '│', tone: 'unsure' },
    { text: text.slice(mark + 1).join(''), tone: 'quiet' },
  ];
}

/** The same over several lines, each column filled from the bottom. */
export function stripRows(
  input: StripInput,
  width: number,
  rows: number,
  kind: PlotKind,
): readonly (readonly Field[])[] {
  if (rows <= 1) return [stripLine(input, width, kind)];
  const { values, extent, at } = input;
  const canvas = createCanvas(width, rows, kind);
  const most = Math.max(0, ...values);
  const columns = Math.max(1, Math.round(Math.min(1, extent) * canvas.width));
  const mark = Math.max(0, Math.min(width - 1, Math.round(at * (width - 1))));
  const highest = peaks(values, columns);
  for (let x = 0; x < columns && most > 0; x++) {
    const value = highest[x]!;
    const isPast = (x * width) / canvas.width <= mark;
    const height = Math.round((value / most) * (canvas.height - 1));
    if (value > 0)
      canvas.line(x, canvas.height - 1, x, canvas.height - 1 - height, isPast ? 'plain' : 'quiet');
  }
  for (let row = 0; row < rows; row++) canvas.put(mark, row, '│', 'unsure');
  return canvas.rows();
}
