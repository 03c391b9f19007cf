import type { CsrMatrix } from './csr-matrix.ts';
import type { DenseMatrix } from './dense-matrix.ts';

/** The dense matrix of a valid CSR matrix; places without an entry are 0. */
export function unpackCsr({ rows, cols, rowPointers, columns, values }: CsrMatrix): DenseMatrix {
  const out = new Float32Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    for (let e = rowPointers[r]!; e < rowPointers[r + 1]!; e++) out[r * cols + columns[e]!] = values[e]!;
  }
  return { rows, cols, values: out };
}
