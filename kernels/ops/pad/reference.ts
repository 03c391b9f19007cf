/** Image of one sample, and what is put around it in pixels. */
export interface PadShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Puts `value` around each channel. @param x [channels][height][width] */
export function padReference(x: ArrayLike<number>, s: PadShape, value = 0): Float64Array {
  const height = s.top + s.height + s.bottom;
  const width = s.left + s.width + s.right;
  const out = new Float64Array(s.channels * height * width).fill(value);
  for (let c = 0; c < s.channels; c++) {
    for (let y = 0; y < s.height; y++) {
      for (let i = 0; i < s.width; i++) {
        out[(c * height + s.top + y) * width + s.left + i] = x[(c * s.height + y) * s.width + i]!;
      }
    }
  }
  return out;
}
