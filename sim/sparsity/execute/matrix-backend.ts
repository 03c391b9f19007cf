import {
  type BlockLadder,
  type DenseMatrix,
  ladderMatmulReference,
  matmulReference,
  type NetworkKernel,
} from '../../../kernels/index.ts';

/** Matrix products over float64 activations: Y [rows][n] = W X with X [cols][n]. */
export interface MatrixBackend {
  readonly name: string;
  dense(weights: DenseMatrix, x: Float64Array, n: number): ArrayLike<number> | Promise<ArrayLike<number>>;
  ladder(
    weights: BlockLadder,
    level: number,
    x: Float64Array,
    n: number,
  ): ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** float64 throughout. */
export const referenceBackend: MatrixBackend = {
  name: 'reference',
  dense: matmulReference,
  ladder: ladderMatmulReference,
};

/** A float32 kernel; activations are rounded on the way in. */
export function kernelBackend(kernel: NetworkKernel): MatrixBackend {
  return {
    name: kernel.name,
    dense: (weights, x, n) => kernel.dense(weights, new Float32Array(x), n),
    ladder: (weights, level, x, n) => kernel.ladder(weights, level, new Float32Array(x), n),
  };
}
