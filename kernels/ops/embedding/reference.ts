import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { checkIds } from './check-ids.ts';

/**
 * Rows of a table by number. @param table [vocabulary][features] @returns [features][ids], a column a token
 * @throws RangeError when an id is not a row of the table
 */
export function embeddingReference(table: DenseMatrix, ids: ArrayLike<number>): Float64Array {
  checkIds(ids, table.rows);
  const n = ids.length;
  return Float64Array.from(
    { length: table.cols * n },
    (_, i) => table.values[ids[i % n]! * table.cols + Math.floor(i / n)]!,
  );
}
