import type { Field, Tone } from '../table/column.ts';
import type { PlotKind } from './plot-kind.ts';

/** Dots of one character, across and down. */
const dots: Readonly<Record<PlotKind, { readonly across: number; readonly down: number }>> = {
  braille: { across: 2, down: 4 },
  block: { across: 2, down: 2 },
  ascii: { across: 1, down: 1 },
};

// Bit of each dot in its character, by row, then column. Braille: Unicode 2800 to 28FF.
const brailleBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
const quadrants = ' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█';

function letter(kind: PlotKind, bits: number): string {
  if (bits === 0) return ' ';
  if (kind === 'braille') return String.fromCodePoint(0x2800 + bits);
  return kind === 'block' ? quadrants[bits]! : '*';
}

/** A drawing surface of characters whose dots are set one by one; dots outside are not drawn. */
export interface Canvas {
  /** Dots across and down. x grows to the right, y downwards, both from 0. */
  readonly width: number;
  readonly height: number;
  /** Sets a dot; the last tone given in a character colours all of it. */
  dot(x: number, y: number, tone?: Tone): void;
  /** Sets the dots of a straight line. */
  line(x0: number, y0: number, x1: number, y1: number, tone?: Tone): void;
  /** Puts a character over the dots, in cells. */
  put(column: number, row: number, letter: string, tone?: Tone): void;
  /** The drawing: one list of fields a row, their texts together exactly as wide as the canvas. */
  rows(): readonly (readonly Field[])[];
}

/** @param columns, rows in characters, at least 1 */
export function createCanvas(columns: number, rows: number, kind: PlotKind): Canvas {
  const { across, down } = dots[kind];
  const [width, height] = [columns * across, rows * down];
  const bits = new Uint8Array(columns * rows);
  const tones = new Array<Tone | undefined>(columns * rows);
  const letters = new Array<string | undefined>(columns * rows);
  const canvas: Canvas = {
    width,
    height,
    dot(x, y, tone) {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      if (!(left >= 0 && left < width && top >= 0 && top < height)) return;
      const cell = Math.floor(top / down) * columns + Math.floor(left / across);
      const at = (top % down) * across + (left % across);
      bits[cell]! |= kind === 'braille' ? brailleBits[at]! : 1 << at;
      if (tone) tones[cell] = tone;
    },
    line(x0, y0, x1, y1, tone) {
      if (![x0, y0, x1, y1].every(Number.isFinite)) return;
      const steps = Math.min(4 * (width + height), Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
      for (let step = 0; step <= steps; step++) {
        const share = steps === 0 ? 0 : step / steps;
        canvas.dot(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, tone);
      }
    },
    put(column, row, text, tone) {
      if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return;
      letters[row * columns + column] = text;
      if (tone) tones[row * columns + column] = tone;
    },
    rows: () => Array.from({ length: rows }, (_, row) => rowFields(row)),
  };

  function rowFields(row: number): readonly Field[] {
    const fields: { text: string; tone: Tone }[] = [];
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const text = letters[at] ?? letter(kind, bits[at]!);
      const tone = tones[at] ?? 'plain';
      const last = fields.at(-1);
      if (last && last.tone === tone) last.text += text;
      else fields.push({ text, tone });
    }
    return fields;
  }
  return canvas;
}
