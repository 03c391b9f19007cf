import { checkCompressed } from './checks/check-compressed.ts';
import { checkFinite } from './checks/check-finite.ts';
import { checkLength } from './checks/check-length.ts';
import { checkSides } from './checks/check-sides.ts';
import type { CsrMatrix } from './csr-matrix.ts';

/**
 * Checks a matrix from outside before a kernel indexes memory with it: sorted columns in range, finite values.
 * @throws FormatError
 */
export function validateCsr(matrix: CsrMatrix, name = 'CSR matrix'): void {
  const { rows, cols, rowPointers, columns, values } = matrix;
  checkSides(matrix, name);
  checkCompressed(
    { pointers: rowPointers, indices: columns },
    rows,
    cols,
    { owner: 'row', index: 'column', entry: 'entry' },
    name,
  );
  checkLength(values, columns.length, 'values', name);
  checkFinite(values, 1, 'entry', name);
}
