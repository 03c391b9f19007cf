import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { hashCounter } from '../hash-counter.ts';
import { explicitZeros } from './block-levels.ts';

/** A matrix in compressed sparse rows; for some seeds it stores zeros too, which no packer does. */
export function csrOf({ rows, cols, values: all }: DenseMatrix, seed: number): CsrMatrix {
  const share = explicitZeros(seed);
  const rowPointers = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const i = r * cols + c;
      if (all[i] === 0 && hashCounter(seed, i) >= share * 2 ** 32) continue;
      columns.push(c);
      values.push(all[i]!);
    }
    rowPointers.push(columns.length);
  }
  return {
    rows,
    cols,
    rowPointers: Uint32Array.from(rowPointers),
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}
