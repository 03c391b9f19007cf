import fc from 'fast-check';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { matmulCondition, matmulReference } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { ladderCase } from '../ladder-case.ts';

/** The dense product, and the ladder's at every level, agree with float64 by condition-scaled tolerance. */
export const referenceAgreement: KernelLaw = {
  name: 'agreement with the float64 reference',
  check: (kernel, options) =>
    fc.assert(
      fc.asyncProperty(ladderCase, async ({ weights, ladder, x, n }) => {
        const compare = (found: Float32Array, matrix: typeof weights, what: string) =>
          expectClose(
            found,
            matmulReference(matrix, x, n),
            matmulCondition(matrix, x, n),
            weights.cols,
            what,
          );
        compare(await kernel.dense(weights, x, n), weights, 'dense');
        for (let level = 0; level < ladder.levels; level++) {
          const found = await kernel.ladder(ladder, level, x, n);
          compare(found, unpackBlockLadder(ladder, level), `level ${level}`);
        }
      }),
      options,
    ),
};
