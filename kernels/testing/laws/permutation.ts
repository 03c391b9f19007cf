import fc from 'fast-check';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { matmulCondition } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { ladderCase } from '../ladder-case.ts';
import { seededOrder } from '../seeded-values.ts';

/** Permuting the columns of X permutes the columns of Y: a sample's result does not depend on its place. */
export const permutation: KernelLaw = {
  name: 'permutation',
  check: (kernel, options) =>
    fc.assert(
      fc.asyncProperty(ladderCase, async ({ weights, ladder, x, n, seed }) => {
        const order = seededOrder(seed, n);
        const permute = <T extends Float32Array | Float64Array>(m: T) =>
          m.map((_, i) => m[Math.floor(i / n) * n + order[i % n]!]!) as T;
        const level = ladder.levels - 1;
        const condition = permute(matmulCondition(weights, x, n));
        const dense = [
          await kernel.dense(weights, permute(x), n),
          permute(await kernel.dense(weights, x, n)),
        ] as const;
        expectClose(dense[0], dense[1], condition, weights.cols, 'dense');
        const sparse = permute(matmulCondition(unpackBlockLadder(ladder, level), x, n));
        const found = await kernel.ladder(ladder, level, permute(x), n);
        expectClose(
          found,
          permute(await kernel.ladder(ladder, level, x, n)),
          sparse,
          weights.cols,
          `level ${level}`,
        );
      }),
      options,
    ),
};
