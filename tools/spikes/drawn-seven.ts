/** Strokes of a 7, from end to end, in pixels. */
const strokes = [
  [7, 7, 20, 7],
  [20, 7, 12, 22],
] as const;
/** Half the width of the pen, and over how much its edge fades, pixels. */
const pen = 1.1;
const edge = 1;

function distance(x: number, y: number, [x0, y0, x1, y1]: (typeof strokes)[number]): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}

/** A 7 of two strokes, drawn here and in no data set: grey values from 0 to 255, row by row. */
export function drawnSeven(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, n) => {
    const nearest = Math.min(...strokes.map((stroke) => distance(n % width, Math.floor(n / width), stroke)));
    return Math.round(255 * Math.max(0, Math.min(1, (pen + edge - nearest) / edge)));
  });
}
