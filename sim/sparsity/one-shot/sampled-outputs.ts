import { type BlockLadder, type Conv2dShape, type DenseMatrix, WasmKernel } from '../../../kernels/index.ts';
import { sampledColumns } from './sampled-columns.ts';

const chunk = 1024;
const kernel = new WasmKernel();

/**
 * Products W x at the sampled pixels, [rows][pixels], fp32, before any epilogue.
 * @param weights dense, or a ladder at a level
 * @param x input activations [samples][channels][height][width]
 */
export function sampledOutputs(
  weights: DenseMatrix | { readonly ladder: BlockLadder; readonly level: number },
  x: Float32Array,
  shape: Conv2dShape,
  pixels: Int32Array,
): Float32Array {
  const { rows } = 'ladder' in weights ? weights.ladder : weights;
  const out = new Float32Array(rows * pixels.length);
  for (let from = 0; from < pixels.length; from += chunk) {
    const to = Math.min(pixels.length, from + chunk);
    const n = to - from;
    const columns = sampledColumns(x, shape, pixels, from, to);
    const part =
      'ladder' in weights
        ? kernel.ladder(weights.ladder, weights.level, columns, n)
        : kernel.dense(weights, columns, n);
    for (let r = 0; r < rows; r++) {
      out.set(part.subarray(r * n, (r + 1) * n), r * pixels.length + from);
    }
  }
  return out;
}
