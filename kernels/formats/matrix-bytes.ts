import { arrayAt, placedArrays, scalarsOf } from './matrix-layout.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Bytes of the arrays of a matrix; the objects around them are not counted. */
export interface MatrixBytes {
  /** Weights, the zeros that pad blocks, and scales. */
  readonly values: number;
  /** Columns, pairs, positions in a group, block rows. */
  readonly indices: number;
  /** Row pointers; column pointers of formats that go by column. */
  readonly rowPointers: number;
}

/**
 * What a matrix holds in memory.
 * @param level of a ladder: only what that level reads, segments levels-1 … level; without it all that is loaded
 * @throws RangeError when the level is not loaded, or asked of what is no ladder
 */
export function matrixBytes({ format, matrix }: SparseMatrix, level?: number): MatrixBytes {
  if (level !== undefined) {
    if (!('levels' in matrix)) {
      throw new RangeError(
        `level ${level} of a matrix in format ${format}; only ladders have levels: leave it out`,
      );
    }
    if (!Number.isInteger(level) || level < matrix.densest || level >= matrix.levels) {
      throw new RangeError(
        `level ${level} is not loaded; this ladder holds levels ${matrix.densest} to ${matrix.levels - 1}`,
      );
    }
  }
  const bytes = { values: 0, indices: 0, rowPointers: 0 };
  for (const { path, role, segment } of placedArrays(format, scalarsOf(format, matrix))) {
    if (segment === null || segment >= (level ?? 0)) bytes[role] += arrayAt(matrix, path).byteLength;
  }
  return bytes;
}
