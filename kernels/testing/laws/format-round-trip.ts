import fc from 'fast-check';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { validateBlockLadder } from '../../formats/validate-block-ladder.ts';
import { matmulCondition } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { ladderCase } from '../ladder-case.ts';

/**
 * Packing and unpacking gives the masked matrix bit by bit, each level a subset of the denser one; and the kernel's
 * ladder product of a level is its dense product of the unpacked level.
 */
export const formatRoundTrip: KernelLaw = {
  name: 'format round trip',
  check: (kernel, options) =>
    fc.assert(
      fc.asyncProperty(ladderCase, async ({ weights, order, levelEnds, ladder, x, n }) => {
        validateBlockLadder(ladder);
        const { rows, cols } = weights;
        for (let level = 0; level < ladder.levels; level++) {
          const unpacked = unpackBlockLadder(ladder, level);
          const active = new Set(order.subarray(0, levelEnds[level]));
          for (let i = 0; i < rows * cols; i++) {
            const inBlock = active.has(Math.floor(Math.floor(i / cols) / 4) * cols + (i % cols));
            if (!Object.is(unpacked.values[i], inBlock ? weights.values[i] : 0)) {
              throw new Error(`level ${level}: weight ${i} came back as ${unpacked.values[i]}`);
            }
          }
          const [sparse, dense] = [
            await kernel.ladder(ladder, level, x, n),
            await kernel.dense(unpacked, x, n),
          ];
          expectClose(
            sparse,
            dense,
            matmulCondition(unpacked, x, n),
            2 * cols,
            `level ${level} against dense`,
          );
        }
      }),
      options,
    ),
};
