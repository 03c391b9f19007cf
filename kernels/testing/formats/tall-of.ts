import { blockHeight } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { BlockRows, TallBlockMatrix } from '../../formats/tall-block-matrix.ts';
import { type BlockLevels, blockValues } from './block-levels.ts';

/** 8x1 blocks where both halves are stored at any level, 4x1 blocks elsewhere. */
export function tallOf(dense: DenseMatrix, { levelOf }: BlockLevels): TallBlockMatrix {
  const { rows, cols } = dense;
  const stored = (blockRow: number, c: number) => (levelOf[blockRow * cols + c] ?? -1) >= 0;
  const pack = (height: number, holds: (r: number, c: number) => boolean): BlockRows => {
    const rowPointers = [0];
    const columns: number[] = [];
    const values: number[] = [];
    for (let r = 0; r < Math.ceil(rows / height); r++) {
      for (let c = 0; c < cols; c++) {
        if (!holds(r, c)) continue;
        columns.push(c);
        values.push(...blockValues(dense, r * height, c, height));
      }
      rowPointers.push(columns.length);
    }
    return {
      rowPointers: Uint32Array.from(rowPointers),
      columns: Uint32Array.from(columns),
      values: Float32Array.from(values),
    };
  };
  return {
    rows,
    cols,
    tall: pack(2 * blockHeight, (r, c) => stored(2 * r, c) && stored(2 * r + 1, c)),
    // A block's neighbour is the other half of its group of eight rows: r ^ 1.
    short: pack(blockHeight, (r, c) => stored(r, c) && !stored(r ^ 1, c)),
  };
}
