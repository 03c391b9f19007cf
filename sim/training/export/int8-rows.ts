import type { ByteTable } from '../../network/onnx/onnx-builder.ts';

/**
 * A table of embeddings as bytes with a scale a row, the largest magnitude being 127; a row of zeros in front stands for
 * padding.
 * @param values [rows][features]
 */
export function int8Rows(values: Float32Array, rows: number, features: number): ByteTable {
  const bytes = new Int8Array((rows + 1) * features);
  const scales = new Float32Array(rows + 1).fill(1);
  for (let row = 0; row < rows; row++) {
    const from = row * features;
    let largest = 0;
    for (let i = 0; i < features; i++) largest = Math.max(largest, Math.abs(values[from + i]!));
    const scale = Math.fround(largest / 127);
    // Also where the scale is too small for float32: the row is as good as 0.
    if (scale === 0) continue;
    scales[row + 1] = scale;
    for (let i = 0; i < features; i++) bytes[from + features + i] = Math.round(values[from + i]! / scale);
  }
  return { rows: rows + 1, cols: features, values: bytes, scales };
}
