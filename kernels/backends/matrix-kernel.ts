import type { BlockLadder } from '../formats/block-ladder.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';

/** float32 values, row major. */
export type MatrixResult = Float32Array | Promise<Float32Array>;

/**
 * The two matrix products that every backend offers: Y = W X with X [cols][n] and Y [rows][n], row major.
 * `n` may be 0, as may either side of W.
 */
export interface MatrixKernel {
  readonly name: string;
  dense(weights: DenseMatrix, x: Float32Array, n: number): MatrixResult;
  /** @param level 0 is the densest; a level that is not loaded is refused with a RangeError */
  ladder(weights: BlockLadder, level: number, x: Float32Array, n: number): MatrixResult;
}

/** @throws RangeError when X is not [cols][n] */
export function checkOperand(cols: number, x: ArrayLike<number>, n: number): void {
  if (!Number.isSafeInteger(n) || n < 0 || x.length !== cols * n) {
    throw new RangeError(`the right-hand matrix has ${x.length} values; ${cols} x ${n} needs ${cols * n}`);
  }
}
