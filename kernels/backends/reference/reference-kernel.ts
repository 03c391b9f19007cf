import { columnsMatmulReference } from '../../ops/matmul/columns-reference.ts';
import { csrMatmulReference } from '../../ops/matmul/csr-reference.ts';
import { int8MatmulReference } from '../../ops/matmul/int8-reference.ts';
import { nmMatmulReference } from '../../ops/matmul/nm-reference.ts';
import { ladderMatmulReference, matmulReference } from '../../ops/matmul/reference.ts';
import { tallMatmulReference } from '../../ops/matmul/tall-reference.ts';
import type { MatrixKernel } from '../matrix-kernel.ts';

/** The float64 oracle behind the interface of the kernels, every product, its results rounded to float32 once. */
export const referenceKernel: Required<MatrixKernel> = {
  name: 'reference',
  dense: (weights, x, n) => Float32Array.from(matmulReference(weights, x, n)),
  ladder: (weights, level, x, n) => Float32Array.from(ladderMatmulReference(weights, level, x, n)),
  csr: (weights, x, n) => Float32Array.from(csrMatmulReference(weights, x, n)),
  nm: (weights, x, n) => Float32Array.from(nmMatmulReference(weights, x, n)),
  tall: (weights, x) => Float32Array.from(tallMatmulReference(weights, x)),
  columns: (weights, level, x, threshold) =>
    Float32Array.from(columnsMatmulReference(weights, level, x, threshold)),
  int8: (weights, x, n) => Int32Array.from(int8MatmulReference(weights, x, n)),
};
