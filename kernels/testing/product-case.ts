import type fc from 'fast-check';
import type { DenseMatrix } from '../formats/dense-matrix.ts';
import { type CaseSpec, caseSpec } from './case-spec.ts';
import { isSingle, type KernelProduct } from './kernel-product.ts';
import { type LoadedMatrix, loadMatrix, type Operand } from './loaded-matrix.ts';
import { matrixOf } from './matrix-of.ts';
import { operandOf } from './operand-of.ts';

/** A matrix in the format of a product, and right-hand sides for it. */
export interface ProductCase {
  readonly spec: CaseSpec;
  readonly dense: DenseMatrix;
  /** The format at each of its levels, the densest first; one of formats without levels. */
  readonly levels: readonly LoadedMatrix[];
  /** 1 for products with one right-hand side. */
  readonly n: number;
  /** X [cols][n] */
  readonly x: Operand;
}

/** Cases of one product: any shape, density, pattern and values, built without the library's packers. */
export function productCase(product: KernelProduct): fc.Arbitrary<ProductCase> {
  return caseSpec().map((spec) => {
    const dense = matrixOf(spec, [product]);
    const n = isSingle(product) ? 1 : spec.n;
    const levels = loadMatrix(product, dense, spec.seed);
    return { spec, dense, levels, n, x: operandOf(spec, product, 0, dense.cols, n) };
  });
}
