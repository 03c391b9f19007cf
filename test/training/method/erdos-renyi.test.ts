import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { erdosRenyi } from '../../../sim/training/method/erdos-renyi.ts';

const form = fc.record({ rows: fc.integer({ min: 1, max: 300 }), columns: fc.integer({ min: 1, max: 300 }) });
const sparsity = fc.double({ min: 0, max: 0.99, noNaN: true });
const settings = { seed: 1, numRuns: 200 };
const forms = fc.array(form, { minLength: 1, maxLength: 6 });

describe('erdosRenyi', () => {
  test.prop([forms, sparsity], settings)('keeps the sparsity of all together', (matrices, wanted) => {
    const each = erdosRenyi(matrices, wanted);
    const size = ({ rows, columns }: { rows: number; columns: number }) => rows * columns;
    const total = matrices.reduce((sum, matrix) => sum + size(matrix), 0);
    const out = matrices.reduce((sum, matrix, i) => sum + each[i]! * size(matrix), 0);
    expect(out / total).toBeCloseTo(wanted, 9);
    for (const one of each) expect(one >= -1e-12 && one < 1).toBe(true);
  });

  test.prop([forms, sparsity, sparsity], settings)(
    'nests: no layer is denser at a higher sparsity',
    (matrices, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const [at, above] = [erdosRenyi(matrices, low), erdosRenyi(matrices, high)];
      at.forEach((one, i) => {
        expect(above[i]!).toBeGreaterThanOrEqual(one - 1e-9);
      });
    },
  );

  test.prop([form, sparsity], settings)('is the sparsity itself for equal matrices', (matrix, wanted) => {
    for (const one of erdosRenyi([matrix, matrix, matrix], wanted)) expect(one).toBeCloseTo(wanted, 9);
  });
});
