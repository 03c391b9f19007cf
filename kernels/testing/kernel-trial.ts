import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { matmulCondition, matmulReference } from '../ops/matmul/reference.ts';
import { callProduct } from './call-product.ts';
import type { CaseSpec } from './case-spec.ts';
import { type CheckOptions, defaultCheck } from './check-options.ts';
import { expectClose } from './expect-close.ts';
import { hashCounter } from './hash-counter.ts';
import { isSingle, type KernelProduct } from './kernel-product.ts';
import { type LoadedMatrix, loadMatrix, type Operand } from './loaded-matrix.ts';
import { matrixOf } from './matrix-of.ts';
import { operandOf } from './operand-of.ts';

/** One case of one product of a kernel: what laws are written with. */
export interface KernelTrial {
  readonly kernel: MatrixKernel;
  readonly product: KernelProduct;
  readonly spec: CaseSpec;
  readonly options: Partial<CheckOptions>;
  /** The matrix of the case; its columns may differ from the spec's where an N:M format needs whole groups. */
  readonly weights: DenseMatrix;
  /** Right-hand sides: 1 where the product takes one. */
  readonly n: number;
  /** X [cols][n] */
  readonly x: Operand;
  /** The seed of something that only one law draws. */
  draw(salt: number): number;
  /** Another X of the same kind. @param limit largest magnitude of int8 inputs */
  operand(salt: number, cols?: number, n?: number, limit?: number): Operand;
  /** A matrix in the format of the product, at each of its levels. */
  load(dense: DenseMatrix, salt?: number): LoadedMatrix[];
  /** The product, checked in kind and length; a copy, so that only the law on fresh results sees a shared one. */
  multiply(
    matrix: LoadedMatrix,
    x: Operand,
    n?: number,
    threshold?: number,
  ): Promise<Float32Array | Int32Array>;
  /** The array itself that the kernel returns. */
  multiplyKept(matrix: LoadedMatrix, x: Operand): Promise<Float32Array | Int32Array>;
  /**
   * Holds a result against another one: within the condition-scaled tolerance of a float32 sum of `terms` products of
   * `dense` and `x`, exactly for int8.
   */
  expect(
    found: ArrayLike<number>,
    expected: ArrayLike<number>,
    given: {
      readonly dense: DenseMatrix;
      readonly x: ArrayLike<number>;
      readonly n?: number;
      readonly terms?: number;
    },
    what: string,
  ): void;
  /** Holds a result against W X in float64. */
  expectProduct(
    found: ArrayLike<number>,
    matrix: LoadedMatrix,
    x: ArrayLike<number>,
    n?: number,
    what?: string,
  ): void;
}

/** Makes a case of a product. @param also products that read the same matrix */
export function kernelTrial(
  kernel: MatrixKernel,
  product: KernelProduct,
  spec: CaseSpec,
  options: Partial<CheckOptions> = {},
  also: readonly KernelProduct[] = [],
): KernelTrial {
  const weights = matrixOf(spec, [product, ...also], options);
  const n = [product, ...also].some(isSingle) ? 1 : spec.n;
  const timeoutMs = options.callTimeoutMs ?? defaultCheck.callTimeoutMs;
  const operand: KernelTrial['operand'] = (salt, cols = weights.cols, count = n, limit = 128) =>
    operandOf(spec, product, salt, cols, count, limit);
  const expect: KernelTrial['expect'] = (found, expected, given, what) => {
    const { dense, x, n: count = n, terms = dense.cols } = given;
    const condition =
      product === 'int8' ? new Float64Array(expected.length) : matmulCondition(dense, x, count);
    expectClose(found, expected, condition, product === 'int8' ? null : terms, what, count);
  };
  return {
    kernel,
    product,
    spec,
    options,
    weights,
    n,
    x: operand(0),
    draw: (salt) => hashCounter(spec.seed, salt),
    operand,
    load: (dense, salt = 0) => loadMatrix(product, dense, spec.seed + salt, options.nmShapes),
    multiply: async (matrix, x, count = n, threshold) =>
      (await callProduct(kernel, matrix, x, count, timeoutMs, threshold)).slice(),
    multiplyKept: (matrix, x) => callProduct(kernel, matrix, x, n, timeoutMs),
    expect,
    expectProduct: (found, matrix, x, count = n, what = matrix.what) =>
      expect(found, matmulReference(matrix.dense, x, count), { dense: matrix.dense, x, n: count }, what),
  };
}
