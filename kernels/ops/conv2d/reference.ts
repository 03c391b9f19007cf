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
 * @param weights GEMM view [output channels][channels * kernelH * kernelW]
 * @returns [output channels][output height][output width]
 */
export function conv2dReference(weights: DenseMatrix, x: ArrayLike<number>, s: Conv2dShape): Float64Array {
  const out = conv2dOutput(s);
  return matmulReference(weights, im2colReference(x, s), out.height * out.width);
}
