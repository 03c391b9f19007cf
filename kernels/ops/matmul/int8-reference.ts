import { checkOperand } from '../../backends/matrix-kernel.ts';
import type { Int8BlockMatrix } from '../../formats/int8-block-matrix.ts';

/**
 * Exact accumulators of int8 blocks: sums of value x input, scales not applied. Summed in float64, which holds them
 * exactly; they fit 32 bits below 132,000 columns.
 * @param x [cols][n], -128 to 127 @returns [rows][n]
 * @throws RangeError when X has another size
 */
export function int8MatmulReference(weights: Int8BlockMatrix, x: ArrayLike<number>, n: number): Float64Array {
  const { rows, cols, rowPointers, pairs, values } = weights;
  checkOperand(cols, x, n);
  const y = new Float64Array(rows * n);
  for (let r = 0; r < rows; r++) {
    const blockRow = Math.floor(r / 4);
    for (let b = rowPointers[blockRow]!; b < rowPointers[blockRow + 1]!; b++) {
      for (let side = 0; side < 2; side++) {
        const c = pairs[b]! * 2 + side;
        if (c >= cols) continue;
        const w = values[b * 8 + (r % 4) * 2 + side]!;
        for (let j = 0; j < n; j++) y[r * n + j]! += w * x[c * n + j]!;
      }
    }
  }
  return y;
}
