import type { MatrixKernel } from '../backends/matrix-kernel.ts';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { matmulCondition, matmulReference } from '../ops/matmul/reference.ts';
import { callProduct } from './call-product.ts';
import type { CaseSpec } from './case-spec.ts';
import { inputValues, int8Values, weightValues } from './case-values.ts';
import { type CheckOptions, defaultCheck } from './check-options.ts';
import { expectClose } from './expect-close.ts';
import { prunedTo } from './formats/nm-of.ts';
import { hashCounter } from './hash-counter.ts';
import { isSingle, type KernelProduct } from './kernel-product.ts';
import { type LoadedMatrix, loadMatrix, type Operand } from './loaded-matrix.ts';
import { patternMask } from './sparse-pattern.ts';

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

/** The dense matrix of a case, suited to every product that will read it. */
export function caseWeights(
  spec: CaseSpec,
  products: readonly KernelProduct[],
  options: Partial<CheckOptions> = {},
): DenseMatrix {
  const { rows, cols, seed, pattern, density, values: kind } = spec;
  const drawn = products.includes('int8')
    ? Float32Array.from(int8Values(kind, seed, rows * cols, -127))
    : weightValues(kind, seed, rows, cols);
  const mask = patternMask(pattern, rows, cols, density, seed + 1);
  const dense = { rows, cols, values: drawn.map((value, i) => (mask[i] ? value : 0)) };
  const shapes = options.nmShapes;
  return products.includes('nm') && shapes?.length
    ? prunedTo(shapes[hashCounter(seed, -9) % shapes.length]!, dense)
    : dense;
}

/** Right-hand sides of a case. @param limit largest magnitude of int8 inputs */
export function caseOperand(
  spec: CaseSpec,
  product: KernelProduct,
  salt: number,
  cols: number,
  n: number,
  limit = 128,
): Operand {
  const seed = spec.seed + 1000 * (salt + 1);
  const density = [1, 1, 0.5, 0.1][hashCounter(seed, -1) % 4]!;
  if (product !== 'int8') return inputValues(spec.values, seed, cols, n, density);
  const values = int8Values(spec.values, seed, cols * n, -128, density);
  return limit >= 128 ? values : values.map((value) => value % (limit + 1));
}

/** Makes a case of a product. @param also products that read the same matrix */
export function kernelTrial(
  kernel: MatrixKernel,
  product: KernelProduct,
  spec: CaseSpec,
  options: Partial<CheckOptions> = {},
  also: readonly KernelProduct[] = [],
): KernelTrial {
  const weights = caseWeights(spec, [product, ...also], options);
  const n = [product, ...also].some(isSingle) ? 1 : spec.n;
  const timeoutMs = options.callTimeoutMs ?? defaultCheck.callTimeoutMs;
  const operand: KernelTrial['operand'] = (salt, cols = weights.cols, count = n, limit = 128) =>
    caseOperand(spec, product, salt, cols, count, limit);
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
