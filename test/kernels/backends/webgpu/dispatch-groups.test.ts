import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispatchGroups } from '../../../../kernels/backends/webgpu/dispatch-groups.ts';

const count = fc.integer({ min: 1, max: 2 ** 24 });
const side = fc.integer({ min: 1, max: 64 });

describe('the workgroups of a product', () => {
  it('cover all rows within the limit, in as few layers as that takes, and all columns', () => {
    fc.assert(
      fc.property(side, side, count, count, fc.constantFrom(1, 4, 65_535), (height, width, rows, n, most) => {
        const [down, across, again] = dispatchGroups([height, width], rows, n, most);
        expect(down).toBeLessThanOrEqual(most);
        expect(down * again * height).toBeGreaterThanOrEqual(rows);
        expect((again - 1) * most * height).toBeLessThan(rows);
        expect(across).toBe(Math.ceil(n / width));
      }),
      { seed: 42 },
    );
  });
});
