import type { DenseMatrix } from './dense-matrix.ts';
import { int8Scale, quantiseInt8 } from './int8-scale.ts';

/** A dense matrix in symmetric int8 with one scale a row: weight = scale x value. */
export interface Int8Rows {
  readonly rows: number;
  readonly cols: number;
  /** [rows][cols], -127 to 127 */
  readonly values: Int8Array;
  /** [rows], positive */
  readonly scales: Float32Array;
}

/** Each row under the scale of its largest magnitude; halves to even. @param dense valid */
export function quantiseRows({ rows, cols, values }: DenseMatrix): Int8Rows {
  const scales = new Float32Array(rows);
  const out = new Int8Array(values.length);
  for (let r = 0; r < rows; r++) {
    let largest = 0;
    for (let i = r * cols; i < (r + 1) * cols; i++) largest = Math.max(largest, Math.abs(values[i]!));
    scales[r] = int8Scale(largest);
    for (let i = r * cols; i < (r + 1) * cols; i++) out[i] = quantiseInt8(values[i]!, scales[r]!);
  }
  return { rows, cols, values: out, scales };
}

/** scale x value, rounded to float32. */
export function dequantiseRows({ rows, cols, values, scales }: Int8Rows): DenseMatrix {
  return { rows, cols, values: Float32Array.from(values, (v, i) => scales[Math.floor(i / cols)]! * v) };
}
