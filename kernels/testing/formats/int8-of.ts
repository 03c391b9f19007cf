import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { Int8BlockMatrix } from '../../formats/int8-block-matrix.ts';
import { hashCounter } from '../hash-counter.ts';
import { explicitZeros } from './block-levels.ts';

/** Whole values from -127 to 127 in blocks of 4 rows x 2 columns; for some seeds it stores blocks of zeros too. */
export function int8Of({ rows, cols, values: all }: DenseMatrix, seed: number): Int8BlockMatrix {
  const share = explicitZeros(seed);
  const rowPointers = [0];
  const pairs: number[] = [];
  const values: number[] = [];
  for (let r = 0; r < Math.ceil(rows / 4); r++) {
    for (let p = 0; p < Math.ceil(cols / 2); p++) {
      const block = Array.from({ length: 8 }, (_, i) => {
        const [row, column] = [r * 4 + (i >> 1), p * 2 + (i & 1)];
        return row < rows && column < cols ? all[row * cols + column]! : 0;
      });
      const isZero = block.every((value) => value === 0);
      if (isZero && hashCounter(seed, r * cols + p) >= share * 2 ** 32) continue;
      pairs.push(p);
      values.push(...block);
    }
    rowPointers.push(pairs.length);
  }
  return {
    rows,
    cols,
    rowPointers: Uint32Array.from(rowPointers),
    pairs: Uint32Array.from(pairs),
    values: Int8Array.from(values),
    scales: Float32Array.from({ length: rows }, (_, r) => 2 ** -7 * (1 + (hashCounter(seed, r) % 100))),
  };
}
