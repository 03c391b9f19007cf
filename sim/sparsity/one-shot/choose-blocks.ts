import { blockHeight, blockMagnitudeOrder } from '../../../kernels/index.ts';
import { type BlockOrder, blockOrder, keptColumns, rowwiseOrder } from './block-order.ts';
import { meanDiagonal } from './fit-values.ts';
import type { MatrixNetworkStep } from './network-step.ts';
import { obsSequence } from './obs-sequence.ts';
import { SpdFactor } from './spd-factor.ts';

/** Blocks by their sum of squares over the whole layer. */
export function blocksByMagnitude(step: MatrixNetworkStep, sparsities: readonly number[]): BlockOrder {
  const { rows, cols } = step.weights;
  return blockOrder(
    blockMagnitudeOrder(step.weights),
    keptColumns(cols, sparsities).map((count) => count * (rows / blockHeight)),
  );
}

/**
 * Blocks by their sum of squares times E[x_j^2], within each block row (Sun and others, *A simple and
 * effective pruning approach for large language models*, 2023: within each output).
 * @param meanSquares E[x_j^2] per column
 */
export function blocksByWanda(
  step: MatrixNetworkStep,
  sparsities: readonly number[],
  meanSquares: Float64Array,
): BlockOrder {
  const { rows, cols, values } = step.weights;
  const sequences = Array.from({ length: rows / blockHeight }, (_, block) => {
    const scores = Float64Array.from({ length: cols }, (_, j) => {
      let squares = 0;
      for (let r = 0; r < blockHeight; r++) squares += values[(block * blockHeight + r) * cols + j]! ** 2;
      return squares * meanSquares[j]!;
    });
    return Int32Array.from(scores, (_, j) => j).sort((a, b) => scores[b]! - scores[a]! || a - b);
  });
  return rowwiseOrder(sequences, sparsities);
}

/**
 * Blocks by `obsSequence` within each block row; rows count by their epilogue's scale.
 * @param covariance of the layer's inputs in the dense network, [cols][cols]
 * @param damping ridge as a share of the mean variance
 */
export function blocksByObs(
  step: MatrixNetworkStep,
  sparsities: readonly number[],
  covariance: Float64Array,
  damping: number,
): BlockOrder {
  const { rows, cols, values } = step.weights;
  const least = keptColumns(cols, sparsities).at(-1)!;
  const hessian = covariance.slice();
  // Where no input varies, any block is as good as another.
  const ridge = damping * meanDiagonal(covariance, cols) || 1;
  for (let j = 0; j < cols; j++) hessian[j * cols + j]! += ridge;
  const inverse = new SpdFactor(hessian.slice(), cols).inverse();
  const sequences = Array.from({ length: rows / blockHeight }, (_, block) => {
    const weights = Array.from({ length: blockHeight }, (_, r) => {
      const row = block * blockHeight + r;
      const scale = step.scale[row]!;
      return Float64Array.from(values.subarray(row * cols, (row + 1) * cols), (w) => w * scale);
    });
    return obsSequence(weights, hessian, inverse, least);
  });
  return rowwiseOrder(sequences, sparsities);
}
