import fc from 'fast-check';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { seededValues, type ValueStyle } from './seeded-values.ts';

/** A product to compute: weights and right-hand sides X [cols][n]. */
export interface MatrixCase {
  readonly weights: DenseMatrix;
  readonly n: number;
  readonly x: Float32Array;
  /** A second operand of the same size. */
  readonly other: Float32Array;
  readonly seed: number;
}

/** Sides around the sizes of blocks and panels, and none at all. */
export const side = fc.oneof(
  { arbitrary: fc.constantFrom(0, 1, 3, 4, 5, 7, 8, 9, 16, 17), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 40 }), weight: 1 },
);

const style = fc.constantFrom<ValueStyle>('uniform', 'integer', 'adversarial');

/**
 * Any shape, density and kind of values. Sides and density shrink; values follow from a seed, so a counterexample is
 * short to print.
 */
export const matrixCase: fc.Arbitrary<MatrixCase> = fc
  .record({
    rows: side,
    cols: side,
    n: side,
    seed: fc.integer(),
    style,
    density: fc.constantFrom(1, 0.5, 0.1, 0),
  })
  .map(({ rows, cols, n, seed, style, density }) => ({
    weights: { rows, cols, values: seededValues(seed, rows * cols, style, density) },
    n,
    x: seededValues(seed + 1, cols * n, style),
    other: seededValues(seed + 2, cols * n, style),
    seed,
  }));
