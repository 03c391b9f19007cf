import { ladderMatmulReference, matmulReference } from '../../ops/matmul/reference.ts';
import type { MatrixKernel } from '../matrix-kernel.ts';

/** The float64 oracle behind the interface of the kernels, its results rounded to float32 once. */
export const referenceKernel: MatrixKernel = {
  name: 'reference',
  dense: (weights, x, n) => Float32Array.from(matmulReference(weights, x, n)),
  ladder: (weights, level, x, n) => Float32Array.from(ladderMatmulReference(weights, level, x, n)),
};
