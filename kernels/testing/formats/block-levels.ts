import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { hashCounter } from '../hash-counter.ts';

/** Which level each 4x1 block of a matrix first appears at, counted from the densest. */
export interface BlockLevels {
  /** 1 to 5 */
  readonly levels: number;
  /** [block rows * cols] the sparsest level that holds the block; -1: none does. */
  readonly levelOf: Int8Array;
}

/** Draws the share of zeros that a format stores all the same: none, a few, all. */
export const explicitZeros = (seed: number): number => [0, 0, 0.1, 1][hashCounter(seed, -7) % 4]!;

/** Seeded levels such that the densest holds the whole matrix; a level may add nothing, and be equal to the next. */
export function blockLevels(dense: DenseMatrix, seed: number): BlockLevels {
  const { rows, cols, values } = dense;
  const levels = 1 + (hashCounter(seed, -4) % 5);
  const share = explicitZeros(seed);
  const levelOf = new Int8Array(blockRowCount(rows) * cols).fill(-1);
  for (let i = 0; i < rows * cols; i++) {
    const block = Math.floor(Math.floor(i / cols) / blockHeight) * cols + (i % cols);
    if (values[i] !== 0 || hashCounter(seed ^ 0x1b873593, block) < share * 2 ** 32)
      levelOf[block] = hashCounter(seed, block) % levels;
  }
  return { levels, levelOf };
}

/** The matrix of a level: the blocks that it and sparser ones hold. */
export function matrixOfLevel(dense: DenseMatrix, { levelOf }: BlockLevels, level: number): DenseMatrix {
  const { rows, cols } = dense;
  const values = dense.values.map((value, i) =>
    levelOf[Math.floor(Math.floor(i / cols) / blockHeight) * cols + (i % cols)]! >= level ? value : 0,
  );
  return { rows, cols, values };
}

/** The values of a block of some height; 0 beyond the matrix. */
export function blockValues(dense: DenseMatrix, firstRow: number, column: number, height: number): number[] {
  return Array.from({ length: height }, (_, i) =>
    firstRow + i < dense.rows ? dense.values[(firstRow + i) * dense.cols + column]! : 0,
  );
}
