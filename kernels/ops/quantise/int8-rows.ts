import type { BlockLadder } from '../../formats/block-ladder.ts';
import { type DenseMatrix, validateDenseMatrix } from '../../formats/dense-matrix.ts';
import { FormatError } from '../../formats/format-error.ts';
import type { Int8Ladder } from '../../formats/int8-ladder.ts';

/** int8 weights, symmetric with one scale a row: weight = scale x value. */
export interface Int8Rows {
  readonly rows: number;
  readonly cols: number;
  /** [rows][cols], -127 to 127. */
  readonly values: Int8Array;
  /** [rows], positive. */
  readonly scales: Float32Array;
}

/** With more columns a sum of products of 8-bit values might pass 2^30, and with a bias of that size 32 bits. */
export const mostInt8Columns = 32768;

/**
 * Rounds each row to 127 steps either way of its largest magnitude (ties away from zero); a row of zeros has scale 1.
 * @throws FormatError when the matrix is not one, or has more than 32,768 columns
 */
export function quantiseRows(matrix: DenseMatrix, name = 'matrix'): Int8Rows {
  validateDenseMatrix(matrix, name);
  const { rows, cols } = matrix;
  if (cols > mostInt8Columns) {
    throw new FormatError(
      'shape',
      `${name}: ${cols} columns; sums of int8 products fit 32 bits up to ${mostInt8Columns} columns`,
    );
  }
  const scales = new Float32Array(rows);
  const values = new Int8Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    const row = matrix.values.subarray(r * cols, (r + 1) * cols);
    const peak = row.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
    scales[r] = Math.fround(peak / 127) || 1;
    for (let c = 0; c < cols; c++) values[r * cols + c] = int8Weight(row[c]!, scales[r]!);
  }
  return { rows, cols, values, scales };
}

/** A weight in steps of its row's scale. */
export function int8Weight(weight: number, scale: number): number {
  const steps = Math.floor(Math.abs(weight) / scale + 0.5);
  return Math.sign(weight) * Math.min(127, steps);
}

/**
 * A ladder in int8. The scales are those of level 0, whatever levels are loaded, so that every level holds the same
 * value of a weight. @param scales [rows] of the matrix of level 0
 */
export function quantiseLadder(ladder: BlockLadder, scales: Float32Array): Int8Ladder {
  const { rows, cols, levels, densest } = ladder;
  const segments = ladder.segments.map((segment) => {
    if (!segment) return null;
    const values = new Int8Array(segment.values.length);
    for (let r = 0; r + 1 < segment.rowPointers.length; r++) {
      for (let b = segment.rowPointers[r]!; b < segment.rowPointers[r + 1]!; b++) {
        for (let i = 0; i < 4 && 4 * r + i < rows; i++) {
          values[4 * b + i] = int8Weight(segment.values[4 * b + i]!, scales[4 * r + i]!);
        }
      }
    }
    return { rowPointers: segment.rowPointers, columns: segment.columns, values };
  });
  return { rows, cols, levels, segments, densest, scales };
}
