import { checkOperand } from '../../backends/matrix-kernel.ts';
import { type Conv2dShape, conv2dOutput } from '../conv2d/conv2d-shape.ts';
import type { PoolKind } from '../pool/reference.ts';

/** To the nearest integer, ties to the even one, as IEEE 754 rounds. */
export function roundHalfEven(x: number): number {
  // Integers have one zero only.
  const below = Math.floor(x) + 0;
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

const limit = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

/** What an int8 kernel does to a sum: nearest(f32(sum + bias) * multiplier), limited; every step of it IEEE float32. */
export function requantiseReference(
  sum: number,
  bias: number,
  multiplier: number,
  low: number,
  high: number,
): number {
  return limit(roundHalfEven(Math.fround(Math.fround(sum + bias) * multiplier)), low, high);
}

/** A real value as an integer less its zero point. @param scale float32 */
export function quantiseReference(x: number, scale: number, low: number, high: number): number {
  const y = Math.fround(Math.fround(x) * Math.fround(1 / scale));
  return y > low ? limit(roundHalfEven(y), low, high) : low;
}

/**
 * Exact sums of products of integers: Y = W X.
 * @param weights [rows][cols] @param x [cols][n] @returns [rows][n]
 */
export function int8SumsReference(
  weights: { readonly rows: number; readonly cols: number; readonly values: Int8Array },
  x: ArrayLike<number>,
  n: number,
): Int32Array {
  const { rows, cols, values } = weights;
  checkOperand(cols, x, n);
  const y = new Int32Array(rows * n);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const w = values[r * cols + c]!;
      if (w !== 0) for (let j = 0; j < n; j++) y[r * n + j]! += w * x[c * n + j]!;
    }
  }
  return y;
}

/**
 * Pooling of integers less their zero point (dilation 1). A mean is nearest(f32(f32(sum) * ratio) / count), limited.
 * @param x [channels][height][width] @param ratio float32: the input's scale over the output's
 * @returns [channels][output height][output width]
 */
export function int8PoolReference(
  x: ArrayLike<number>,
  s: Conv2dShape,
  kind: PoolKind,
  ratio: number,
  low: number,
  high: number,
): Int16Array {
  const out = conv2dOutput(s);
  const y = new Int16Array(s.channels * out.height * out.width);
  let to = 0;
  for (let c = 0; c < s.channels; c++) {
    for (let oy = 0; oy < out.height; oy++) {
      for (let ox = 0; ox < out.width; ox++, to++) {
        let sum = 0;
        let most = -32768;
        let count = 0;
        for (let iy = oy * s.strideH - s.padTop, y1 = iy + s.kernelH; iy < y1; iy++) {
          for (let ix = ox * s.strideW - s.padLeft, x1 = ix + s.kernelW; ix < x1; ix++) {
            if (iy < 0 || iy >= s.height || ix < 0 || ix >= s.width) continue;
            const v = x[(c * s.height + iy) * s.width + ix]!;
            sum += v;
            most = Math.max(most, v);
            count++;
          }
        }
        const n = kind === 'mean-inside' ? count : s.kernelH * s.kernelW;
        const mean = Math.fround(Math.fround(Math.fround(sum) * ratio) / n);
        y[to] = kind === 'max' ? most : roundHalfEven(limit(mean, low, high));
      }
    }
  }
  return y;
}
