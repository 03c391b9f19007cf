import fc from 'fast-check';
import { packBlockLadder } from '../../formats/pack-block-ladder.ts';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { matmulCondition, matmulReference } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { ladderCase } from '../ladder-case.ts';

/**
 * A level is the next sparser one plus what its segment adds, and does not depend on whether denser levels are loaded.
 */
export const levelNesting: KernelLaw = {
  name: 'nesting of levels',
  check: (kernel, options) =>
    fc.assert(
      fc.asyncProperty(ladderCase, async ({ weights, order, levelEnds, ladder, x, n }) => {
        const { rows, cols } = weights;
        for (let level = 0; level < ladder.levels; level++) {
          const here = unpackBlockLadder(ladder, level);
          const condition = matmulCondition(here, x, n);
          const found = await kernel.ladder(ladder, level, x, n);
          const capped = packBlockLadder(weights, order, levelEnds, level);
          expectClose(
            await kernel.ladder(capped, level, x, n),
            found,
            condition,
            cols,
            `level ${level}, capped`,
          );
          if (level + 1 === ladder.levels) continue;
          const sparser = unpackBlockLadder(ladder, level + 1);
          const added = { rows, cols, values: here.values.map((v, i) => v - sparser.values[i]!) };
          const rest = matmulReference(added, x, n);
          const below = await kernel.ladder(ladder, level + 1, x, n);
          const sum = rest.map((v, i) => v + below[i]!);
          expectClose(found, sum, condition, 2 * cols, `level ${level} against ${level + 1}`);
        }
      }),
      options,
    ),
};
