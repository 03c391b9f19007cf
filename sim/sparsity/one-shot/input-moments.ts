import { type Conv2dShape, WasmKernel } from '../../../kernels/index.ts';
import { sampledColumns } from './sampled-columns.ts';

/**
 * Second moments of a layer's inputs x (columns) at one level and of the outputs t that the dense network has
 * there.
 */
export interface InputMoments {
  /** Cov[x, x], [cols][cols]; half the Hessian of the mean squared error of an output whose bias is free. */
  readonly covariance: Float64Array;
  /** Cov[x, t], [cols][rows]. */
  readonly cross: Float64Array;
}

/** Columns that are multiplied at once: long enough for the kernel, short enough for float32 sums. */
const chunk = 1024;
const kernel = new WasmKernel();

/**
 * Moments of the inputs over the sampled pixels. Products of 1,024 columns are summed in fp32 by the
 * reproducible kernels about the mean of the first columns, everything else in float64.
 * @param x input activations [samples][channels][height][width]
 * @param targets t, [rows][pixels]
 */
export function inputMoments(
  x: Float32Array,
  shape: Conv2dShape,
  pixels: Int32Array,
  targets: Float32Array,
): InputMoments {
  const cols = shape.channels * shape.kernelH * shape.kernelW;
  const total = pixels.length;
  const rows = targets.length / total;
  const covariance = new Float64Array(cols * cols);
  const cross = new Float64Array(cols * rows);
  const sums = new Float64Array(cols);
  const targetMeans = rowMeans(targets, rows);
  const targetSums = new Float64Array(rows);
  let centre: Float32Array | null = null;
  for (let from = 0; from < total; from += chunk) {
    const to = Math.min(total, from + chunk);
    const n = to - from;
    const columns = sampledColumns(x, shape, pixels, from, to);
    centre ??= rowMeans(columns, cols);
    shift(columns, centre, sums);
    const outputs = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      outputs.set(targets.subarray(r * total + from, r * total + to), r * n);
    }
    shift(outputs, targetMeans, targetSums);
    const matrix = { rows: cols, cols: n, values: columns };
    addTo(covariance, kernel.dense(matrix, transposed(columns, cols), cols));
    addTo(cross, kernel.dense(matrix, transposed(outputs, rows), rows));
  }
  for (let k = 0; k < cols; k++) {
    // Both halves from the lower one, so that no rounding breaks the symmetry.
    for (let j = 0; j <= k; j++) {
      const value = covariance[k * cols + j]! / total - (sums[k]! / total) * (sums[j]! / total);
      covariance[k * cols + j] = value;
      covariance[j * cols + k] = value;
    }
    for (let r = 0; r < rows; r++) {
      const at = k * rows + r;
      cross[at] = cross[at]! / total - (sums[k]! / total) * (targetSums[r]! / total);
    }
  }
  return { covariance, cross };
}

/** E[x_j^2] of every column. */
export function inputMeanSquares(x: Float32Array, shape: Conv2dShape, pixels: Int32Array): Float64Array {
  const cols = shape.channels * shape.kernelH * shape.kernelW;
  const squares = new Float64Array(cols);
  for (let from = 0; from < pixels.length; from += chunk) {
    const to = Math.min(pixels.length, from + chunk);
    const n = to - from;
    const columns = sampledColumns(x, shape, pixels, from, to);
    for (let k = 0; k < cols; k++) {
      let sum = 0;
      for (let i = k * n; i < (k + 1) * n; i++) sum += columns[i]! * columns[i]!;
      squares[k]! += sum / pixels.length;
    }
  }
  return squares;
}

/** Takes `by` off each row in place and adds what is left to the sums. */
function shift(matrix: Float32Array, by: Float32Array, sums: Float64Array): void {
  const n = matrix.length / by.length;
  for (let r = 0; r < by.length; r++) {
    let sum = 0;
    for (let i = r * n; i < (r + 1) * n; i++) {
      matrix[i] = matrix[i]! - by[r]!;
      sum += matrix[i]!;
    }
    sums[r]! += sum;
  }
}

function rowMeans(matrix: Float32Array, rows: number): Float32Array {
  const n = matrix.length / rows;
  return Float32Array.from({ length: rows }, (_, r) => {
    let sum = 0;
    for (let i = r * n; i < (r + 1) * n; i++) sum += matrix[i]!;
    return sum / n;
  });
}

/** [rows][n] -> [n][rows] */
function transposed(matrix: Float32Array, rows: number): Float32Array {
  const n = matrix.length / rows;
  const out = new Float32Array(matrix.length);
  for (let r = 0; r < rows; r++) for (let i = 0; i < n; i++) out[i * rows + r] = matrix[r * n + i]!;
  return out;
}

function addTo(sum: Float64Array, part: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + part[i]!;
}
