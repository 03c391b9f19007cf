import fc from 'fast-check';
import type { DenseMatrix, Int8Epilogue } from '../../../../kernels/index.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';

/** Seeded whole numbers from `low` to `high`. */
export function integers(seed: number, length: number, low: number, high: number): Int16Array {
  const order = seededValues(seed, length, 'uniform');
  return Int16Array.from(order, (v) => Math.min(high, low + Math.floor(((v + 1) / 2) * (high - low + 1))));
}

/** A sparse matrix: some block rows are empty, some columns, and one row may be at the ends of the range. */
export function sparseMatrix(seed: number, rows: number, cols: number, density: number): DenseMatrix {
  const values = seededValues(seed, rows * cols, 'uniform', density);
  const empty = seededOrder(seed, Math.max(1, Math.ceil(rows / 4)))[0]!;
  for (let r = 0; r < rows; r++) if (Math.floor(r / 4) === empty) values.fill(0, r * cols, (r + 1) * cols);
  return { rows, cols, values };
}

/** Epilogues of all kinds: most outputs inside the limits, some far beyond, biases up to 2^30, multipliers below 0. */
export function epilogueFor(seed: number, rows: number, levels: number, cols: number): Int8Epilogue {
  const n = rows * levels;
  const shape = seededValues(seed, n, 'uniform');
  const bias = Int32Array.from(shape, (v, i) =>
    i % 7 === 6 ? Math.sign(v) * 2 ** 30 : Math.round(v * 4000),
  );
  const multiplier = seededValues(seed + 1, n, 'uniform').map((v) => (v * 4) / (200 * Math.sqrt(cols + 1)));
  const zeroPoint = ((seed % 256) + 256) % 256;
  return { bias, multiplier, low: seed % 3 === 0 ? 0 : 0 - zeroPoint, high: 255 - zeroPoint };
}

export const side = fc.oneof(fc.constantFrom(1, 3, 4, 5, 7, 8, 9, 17), fc.integer({ min: 1, max: 40 }));
