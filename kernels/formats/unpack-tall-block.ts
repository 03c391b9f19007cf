import { blockHeight } from './block-ladder.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import type { TallBlockMatrix } from './tall-block-matrix.ts';

/** The dense matrix of a valid tall-block matrix; places outside its blocks are 0. */
export function unpackTallBlock({ rows, cols, tall, short }: TallBlockMatrix): DenseMatrix {
  const out = new Float32Array(rows * cols);
  for (const [part, height] of [[tall, 2 * blockHeight] as const, [short, blockHeight] as const]) {
    for (let r = 0; r + 1 < part.rowPointers.length; r++) {
      for (let b = part.rowPointers[r]!; b < part.rowPointers[r + 1]!; b++) {
        for (let i = 0; i < height && r * height + i < rows; i++) {
          out[(r * height + i) * cols + part.columns[b]!] = part.values[b * height + i]!;
        }
      }
    }
  }
  return { rows, cols, values: out };
}
