import { type Conv2dShape, conv2dOutput } from '../conv2d/conv2d-shape.ts';

/** How a window becomes one value; `mean-inside` leaves padding out of the count, as ONNX does by default. */
export type PoolKind = 'max' | 'mean-inside' | 'mean-whole';

/**
 * Pooling of one image in float64 (dilation 1).
 * @param x [channels][height][width] @returns [channels][output height][output width]
 */
export function poolReference(x: ArrayLike<number>, s: Conv2dShape, kind: PoolKind): Float64Array {
  const out = conv2dOutput(s);
  const y = new Float64Array(s.channels * out.height * out.width);
  let to = 0;
  for (let c = 0; c < s.channels; c++) {
    for (let oy = 0; oy < out.height; oy++) {
      for (let ox = 0; ox < out.width; ox++, to++) {
        let sum = 0;
        let most = Number.NEGATIVE_INFINITY;
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
        y[to] = kind === 'max' ? most : sum / (kind === 'mean-inside' ? count : s.kernelH * s.kernelW);
      }
    }
  }
  return y;
}

/** Mean over all pixels of each channel. @param x [channels][pixels] @returns [channels] */
export function globalAveragePoolReference(
  x: ArrayLike<number>,
  channels: number,
  pixels: number,
): Float64Array {
  const y = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < pixels; p++) y[c]! += x[c * pixels + p]!;
    y[c]! /= pixels;
  }
  return y;
}
