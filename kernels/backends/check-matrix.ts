import type { CsrMatrix } from '../formats/csr-matrix.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { FormatError } from '../formats/format-error.ts';

/**
 * Checks that the arrays of a matrix have the lengths that its sides ask for: a device reads past an end without a word.
 * @throws FormatError
 */
export function checkMatrix(matrix: DenseMatrix | CsrMatrix): void {
  const { rows, cols, values } = matrix;
  const check = (what: string, found: number, needed: number) => {
    if (found !== needed) {
      throw new FormatError(
        'length',
        `a ${rows} x ${cols} matrix has ${found} ${what}; ${needed} are needed`,
      );
    }
  };
  if ('columns' in matrix) {
    check('row pointers', matrix.rowPointers.length, rows + 1);
    check('values', values.length, matrix.columns.length);
    check('entries by its last row pointer', matrix.rowPointers[rows]!, matrix.columns.length);
  } else check('values', values.length, rows * cols);
}
