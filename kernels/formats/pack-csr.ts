import type { CsrMatrix } from './csr-matrix.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';

/**
 * Packs the weights that are not 0. A weight of -0 counts as 0: masks that are multiplied in leave many of them.
 * @throws FormatError when the dense matrix is not one
 */
export function packCsr(dense: DenseMatrix, name = 'matrix'): CsrMatrix {
  validateDenseMatrix(dense, name);
  const { rows, cols } = dense;
  const rowPointers = new Uint32Array(rows + 1);
  for (let r = 0; r < rows; r++) {
    let entries = rowPointers[r]!;
    for (let i = r * cols; i < (r + 1) * cols; i++) if (dense.values[i] !== 0) entries++;
    rowPointers[r + 1] = entries;
  }
  const columns = new Uint32Array(rowPointers[rows]!);
  const values = new Float32Array(columns.length);
  let entry = 0;
  for (let i = 0; i < dense.values.length; i++) {
    if (dense.values[i] === 0) continue;
    columns[entry] = i % cols;
    values[entry++] = dense.values[i]!;
  }
  return { rows, cols, rowPointers, columns, values };
}
