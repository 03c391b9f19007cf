import { checkPattern } from './checks/check-pattern.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';

/**
 * Keeps the N weights of largest magnitude of every M neighbouring columns and makes the others 0; between equal
 * magnitudes the lower column stays.
 * @param kept N, 1 to `group` @param group M, 1 to 256; divides the columns
 * @throws FormatError when the matrix or the pattern is not what it should be
 */
export function pruneNm(dense: DenseMatrix, kept: number, group: number, name = 'matrix'): DenseMatrix {
  validateDenseMatrix(dense, name);
  const { rows, cols } = dense;
  checkPattern(cols, kept, group, name);
  const values = new Float32Array(dense.values.length);
  const columns = Array.from({ length: group }, (_, i) => i);
  for (let first = 0; first < values.length; first += group) {
    const magnitude = (column: number) => Math.abs(dense.values[first + column]!);
    const ranked = columns.toSorted((a, b) => magnitude(b) - magnitude(a) || a - b);
    for (const column of ranked.slice(0, kept)) values[first + column] = dense.values[first + column]!;
  }
  return { rows, cols, values };
}
