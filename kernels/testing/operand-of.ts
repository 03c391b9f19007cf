import type { CaseSpec } from './case-spec.ts';
import { inputValues, int8Values } from './case-values.ts';
import { hashCounter } from './hash-counter.ts';
import type { KernelProduct } from './kernel-product.ts';
import type { Operand } from './loaded-matrix.ts';

/** Right-hand sides of a case. @param limit largest magnitude of int8 inputs */
export function operandOf(
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
