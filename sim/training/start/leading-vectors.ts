import { normalQuantile } from '../../engine/random/normal-quantile.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import type { SparseSymmetric } from './sparse-symmetric.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Directions beyond those wanted, and passes over the matrix: Halko and others (2011) advise 5 to 10, and 2 or more. */
const spare = 8;
const passes = 4;

/**
 * Rows U |S|^(1/2), [size][count] row-major, of the `count` eigenvalues S of greatest magnitude of a matrix and their vectors U: its best
 * factors of that rank, by subspace iteration from random directions (Halko, Martinsson and Tropp, *Finding structure
 * with randomness*, 2011).
 * @throws RangeError where the matrix has fewer rows than directions
 */
export function leadingVectors(matrix: SparseSymmetric, count: number, seed: number): Float64Array {
  const { size } = matrix;
  const width = Math.min(size, count + spare);
  if (count > size) throw new RangeError(`${count} directions of a matrix of ${size} rows; take fewer`);
  const stream = new RandomStream(seed, 'directions', 'vectors');
  let basis: Float64Array = Float64Array.from({ length: size * width }, (_, i) =>
    normalQuantile(stream.uniform53(i)),
  );
  orthonormalise(basis, width);
  for (let pass = 0; pass < passes; pass++) {
    basis = times(matrix, basis, width);
    orthonormalise(basis, width);
  }
  const image = times(matrix, basis, width);
  const small = new Float64Array(width * width);
  for (let row = 0; row < size; row++)
    for (let i = 0; i < width; i++) {
      const x = basis[row * width + i]!;
      for (let j = 0; j < width; j++) small[i * width + j]! += x * image[row * width + j]!;
    }
  const { values, vectors } = symmetricEigen(small, width);
  const rows = new Float64Array(size * count);
  for (let row = 0; row < size; row++)
    for (let i = 0; i < width; i++) {
      const x = basis[row * width + i]!;
      for (let j = 0; j < count; j++) rows[row * count + j]! += x * vectors[i * width + j]!;
    }
  const roots = values.map((value) => Math.sqrt(Math.abs(value)));
  return rows.map((value, at) => value * roots[at % count]!);
}

function times(matrix: SparseSymmetric, x: Float64Array, width: number): Float64Array {
  const { size, rowPointers, columns, values } = matrix;
  const y = new Float64Array(size * width);
  for (let row = 0; row < size; row++) {
    const to = row * width;
    for (let e = rowPointers[row]!; e < rowPointers[row + 1]!; e++) {
      const from = columns[e]! * width;
      const value = values[e]!;
      for (let j = 0; j < width; j++) y[to + j]! += value * x[from + j]!;
    }
  }
  return y;
}

/**
 * Gram-Schmidt on the columns of [rows][width], twice, as once leaves them oblique; columns that depend on others become 0.
 * They are copied out, so that memory is read in order.
 */
function orthonormalise(x: Float64Array, width: number): void {
  const columns = Array.from({ length: width }, (_, j) =>
    Float64Array.from({ length: x.length / width }, (_, row) => x[row * width + j]!),
  );
  columns.forEach((column, j) => {
    const before = Math.sqrt(dot(column, column));
    for (let turn = 0; turn < 2; turn++)
      for (let i = 0; i < j; i++) {
        const other = columns[i]!;
        const share = dot(other, column);
        for (let row = 0; row < column.length; row++) column[row]! -= share * other[row]!;
      }
    const length = Math.sqrt(dot(column, column));
    const scale = length > 1e-12 * before ? 1 / length : 0;
    for (let row = 0; row < column.length; row++) x[row * width + j] = column[row]! * scale;
    for (let row = 0; row < column.length; row++) column[row]! *= scale;
  });
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
