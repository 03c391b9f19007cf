import { checkSides } from './checks/check-sides.ts';
import { FormatError } from './format-error.ts';

/** Row-major float32 matrix, values [rows][cols]. Either side may be 0. */
export interface DenseMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float32Array;
}

/** @throws FormatError when a side is not a count, the length does not fit or a value is not finite */
export function validateDenseMatrix(matrix: DenseMatrix, name = 'matrix'): void {
  const { rows, cols, values } = matrix;
  checkSides(matrix, name);
  if (values.length !== rows * cols) {
    throw new FormatError(
      'length',
      `${name}: ${values.length} values, but ${rows} x ${cols} needs ${rows * cols}`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      throw new FormatError(
        'not-finite',
        `${name}: value at row ${Math.floor(i / cols)}, column ${i % cols} is ${values[i]}; weights must be finite: export the model again`,
      );
    }
  }
}
