import { matmulReference } from '../../ops/matmul/reference.ts';
import type { KernelLaw } from '../kernel-law.ts';

/** A level is the next sparser one plus what its segment adds, and does not depend on whether denser ones are loaded. */
export const levelNesting: KernelLaw = {
  id: 'level-nesting',
  name: 'nesting of levels',
  products: ['ladder', 'columns'],
  async holds({ weights, x, n, load, multiply, expect }) {
    const { rows, cols } = weights;
    const levels = load(weights);
    for (const [level, matrix] of levels.entries()) {
      const found = await multiply(matrix, x);
      const { dense } = matrix;
      const capped = matrix.leveled!.capped();
      expect(await multiply(capped, x), found, { dense, x }, capped.what);
      const sparser = levels[level + 1];
      if (!sparser) continue;
      const values = dense.values.map((value, i) => value - sparser.dense.values[i]!);
      const below = await multiply(sparser, x);
      const sum = matmulReference({ rows, cols, values }, x, n).map((value, i) => value + below[i]!);
      expect(found, sum, { dense, x, terms: 2 * cols }, `${matrix.what}, against the next sparser one`);
    }
  },
};
