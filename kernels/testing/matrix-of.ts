import type { DenseMatrix } from '../formats/dense-matrix.ts';
import type { CaseSpec } from './case-spec.ts';
import { int8Values, weightValues } from './case-values.ts';
import type { CheckOptions } from './check-options.ts';
import { prunedTo } from './formats/nm-of.ts';
import { hashCounter } from './hash-counter.ts';
import type { KernelProduct } from './kernel-product.ts';
import { patternMask } from './sparse-pattern.ts';

/** The dense matrix of a case, suited to every product that will read it. */
export function matrixOf(
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
