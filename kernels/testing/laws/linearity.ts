import fc from 'fast-check';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { matmulCondition } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { ladderCase } from '../ladder-case.ts';

/** W (a X + Z) = a (W X) + W Z, for the dense product and the ladder's densest level. */
export const linearity: KernelLaw = {
  name: 'linearity',
  check: (kernel, options) =>
    fc.assert(
      fc.asyncProperty(
        ladderCase,
        fc.integer({ min: -9, max: 9 }),
        async ({ weights, ladder, x, other, n }, a) => {
          const mixed = x.map((v, i) => a * v + other[i]!);
          // Rounding a X + Z is one more error, scaled by the parts and not by what is left of them.
          const parts = x.map((v, i) => Math.abs(a * v) + Math.abs(other[i]!));
          const densest = unpackBlockLadder(ladder, 0);
          for (const [matrix, multiply] of [
            [weights, (v: Float32Array) => kernel.dense(weights, v, n)],
            [densest, (v: Float32Array) => kernel.ladder(ladder, 0, v, n)],
          ] as const) {
            const [left, first, second] = [await multiply(mixed), await multiply(x), await multiply(other)];
            const right = Float64Array.from(first, (v, i) => a * v + second[i]!);
            expectClose(left, right, matmulCondition(matrix, parts, n), 2 * weights.cols + 2, 'W (a X + Z)');
          }
        },
      ),
      options,
    ),
};
