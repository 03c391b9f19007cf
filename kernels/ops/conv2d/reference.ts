import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { matmulReference } from '../matmul/reference.ts';
import { type Conv2dShape, conv2dOutput } from './conv2d-shape.ts';

/**
 * Columns of a convolution: [channels * kernelH * kernelW][output pixels], zero where the window leaves the image.
 * @param x one image [channels][height][width]
 */
export function im2colReference(x: ArrayLike<number>, s: Conv2dShape): Float64Array {
  const out = conv2dOutput(s);
  const columns = new Float64Array(s.channels * s.kernelH * s.kernelW * out.height * out.width);
  let to = 0;
  for (let c = 0; c < s.channels; c++) {
    for (let ky = 0; ky < s.kernelH; ky++) {
      for (let kx = 0; kx < s.kernelW; kx++) {
        for (let oy = 0; oy < out.height; oy++) {
          const y = oy * s.strideH - s.padTop + ky * s.dilationH;
          for (let ox = 0; ox < out.width; ox++, to++) {
            const at = ox * s.strideW - s.padLeft + kx * s.dilationW;
            if (y >= 0 && y < s.height && at >= 0 && at < s.width) {
              columns[to] = x[(c * s.height + y) * s.width + at]!;
            }
          }
        }
      }
    }
  }
  return columns;
}

/**
 * Convolution (cross-correlation, as ONNX Conv) of one image in float64, without bias.
 * @param weights GEMM view [output channels][channels / groups * kernelH * kernelW]
 * @returns [output channels][output height][output width]
 * @throws RangeError when the groups do not divide the channels, or the weights have other columns
 */
export function conv2dReference(weights: DenseMatrix, x: ArrayLike<number>, s: Conv2dShape): Float64Array {
  const out = conv2dOutput(s);
  const pixels = out.height * out.width;
  const groups = s.groups ?? 1;
  if (s.channels % groups !== 0 || weights.rows % groups !== 0) {
    throw new RangeError(
      `${groups} groups do not divide ${s.channels} channels in and ${weights.rows} channels out`,
    );
  }
  const columns = im2colReference(x, s);
  const rows = weights.rows / groups;
  const depth = (s.channels / groups) * s.kernelH * s.kernelW;
  const y = new Float64Array(weights.rows * pixels);
  for (let g = 0; g < groups; g++) {
    const values = weights.values.subarray(g * rows * weights.cols, (g + 1) * rows * weights.cols);
    const part = columns.subarray(g * depth * pixels, (g + 1) * depth * pixels);
    y.set(matmulReference({ rows, cols: weights.cols, values }, part, pixels), g * rows * pixels);
  }
  return y;
}
