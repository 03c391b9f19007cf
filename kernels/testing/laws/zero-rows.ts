import fc from 'fast-check';
import { blockHeight } from '../../formats/block-ladder.ts';
import { packBlockLadder } from '../../formats/pack-block-ladder.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { ladderCase } from '../ladder-case.ts';

/** Rows of zeros, and block rows without a block, give exactly zero. */
export const zeroRows: KernelLaw = {
  name: 'zero rows',
  check: (kernel, options) =>
    fc.assert(
      fc.asyncProperty(ladderCase, fc.nat(), async ({ weights, order, levelEnds, x, n }, pick) => {
        const { rows, cols } = weights;
        if (rows === 0) return;
        const blockRow = Math.floor((pick % rows) / blockHeight);
        const inside = (r: number) => Math.floor(r / blockHeight) === blockRow;
        const values = weights.values.map((v, i) => (inside(Math.floor(i / cols)) ? 0 : v));
        const kept = order.filter((id) => Math.floor(id / cols) !== blockRow);
        const ends = levelEnds.map((end) => Math.min(end, kept.length));
        const ladder = packBlockLadder(weights, kept, ends);
        const check = (y: Float32Array, what: string) => {
          for (let i = 0; i < y.length; i++) {
            if (inside(Math.floor(i / n)) && y[i] !== 0)
              throw new Error(`${what}: value ${i} is ${y[i]}, expected 0`);
          }
        };
        check(await kernel.dense({ rows, cols, values }, x, n), 'dense');
        for (let level = 0; level < ladder.levels; level++) {
          check(await kernel.ladder(ladder, level, x, n), `level ${level}`);
        }
      }),
      options,
    ),
};
