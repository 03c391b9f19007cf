import type { BlockLadder } from '../formats/block-ladder.ts';
import type { ColumnBlockLadder } from '../formats/column-block-ladder.ts';
import type { CsrMatrix } from '../formats/csr-matrix.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import type { Int8BlockMatrix } from '../formats/int8-block-matrix.ts';
import type { NmMatrix } from '../formats/nm-matrix.ts';
import type { TallBlockMatrix } from '../formats/tall-block-matrix.ts';

/** float32 values, row major. */
export type MatrixResult = Float32Array | Promise<Float32Array>;

/** Exact sums of int8 products, row major. */
export type AccumulatorResult = Int32Array | Promise<Int32Array>;

/**
 * The matrix products that a backend offers, one for each format it reads; at least one. All are Y = W X with
 * X [cols][n] and Y [rows][n], row major; `n` may be 0, as may either side of W. A result is the caller's: later calls
 * leave it alone. Operands are never written to.
 *
 * An X of another size is refused with a RangeError, as is a level that is not loaded.
 */
export interface MatrixKernel {
  readonly name: string;
  dense?(weights: DenseMatrix, x: Float32Array, n: number): MatrixResult;
  /** @param level 0 is the densest */
  ladder?(weights: BlockLadder, level: number, x: Float32Array, n: number): MatrixResult;
  csr?(weights: CsrMatrix, x: Float32Array, n: number): MatrixResult;
  nm?(weights: NmMatrix, x: Float32Array, n: number): MatrixResult;
  /** One right-hand side: x [cols], y [rows]. */
  tall?(weights: TallBlockMatrix, x: Float32Array): MatrixResult;
  /**
   * One right-hand side: x [cols], y [rows]. Inputs with |x| < threshold count as zero, those with |x| = threshold do
   * not; threshold 0 skips exact zeros only.
   * @param level 0 is the densest @param threshold 0 or more, a float32 value
   */
  columns?(weights: ColumnBlockLadder, level: number, x: Float32Array, threshold: number): MatrixResult;
  /** Sums of value x input in 32-bit integers; the scales of the rows are not applied. @param x -128 to 127 */
  int8?(weights: Int8BlockMatrix, x: Int8Array, n: number): AccumulatorResult;
}

/** A kernel that can carry a whole network. */
export type NetworkKernel = MatrixKernel & Required<Pick<MatrixKernel, 'dense' | 'ladder'>>;

/** @throws RangeError when X is not [cols][n] */
export function checkOperand(cols: number, x: ArrayLike<number>, n: number): void {
  if (!Number.isSafeInteger(n) || n < 0 || x.length !== cols * n) {
    throw new RangeError(`the right-hand matrix has ${x.length} values; ${cols} x ${n} needs ${cols * n}`);
  }
}
