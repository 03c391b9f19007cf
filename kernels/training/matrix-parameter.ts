import type { Parameter } from './parameter.ts';
import type { TrainingMemory } from './training-memory.ts';

/**
 * A weight matrix W[rows][columns] stored as [ceil(rows / 4)][columns][4], so that a 4x1 block is 16 bytes in a row; rows
 * beyond `rows` are zero. Of a convolution, columns = input channels x kernel x kernel, column = (c * k + ky) * k + kx.
 */
export interface MatrixParameter extends Parameter {
  readonly rows: number;
  readonly columns: number;
  readonly blockRows: number;
}

export function matrixParameter(
  memory: TrainingMemory,
  name: string,
  rows: number,
  columns: number,
  shards: number,
): MatrixParameter {
  const blockRows = Math.ceil(rows / 4);
  const length = blockRows * columns * 4;
  return {
    name,
    shape: [rows, columns],
    rows,
    columns,
    blockRows,
    values: memory.floats(length),
    gradients: Array.from({ length: shards }, () => memory.floats(length)),
    decay: true,
  };
}

/** Index into the stored array of the element in `row`, `column`. */
export function matrixIndex(matrix: { readonly columns: number }, row: number, column: number): number {
  return ((row >> 2) * matrix.columns + column) * 4 + (row & 3);
}
