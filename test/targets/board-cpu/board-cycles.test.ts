import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperatorKind } from '../../../sim/network/operator-work.ts';
import { operatorCycles, weightsReadBy } from '../../../sim/targets/board-cpu/board-cycles.ts';
import { boardCpuProfileSchema } from '../../../sim/targets/board-cpu/profile-schema.ts';
import type { BoardRuntime } from '../../../sim/targets/board-cpu/runtime-schema.ts';
import type { LayerWork } from '../../../sim/targets/layer-work.ts';
import { Dice } from '../../swarm/draw/dice.ts';
import { drawBoardProfile } from '../../swarm/draw/profiles/draw-board-profile.ts';

const setting = { batch: 1, bytesPerValue: 4, lastLevelCacheBytes: 1 << 20 };

function runtimes(seed: number): { readonly dense: BoardRuntime; readonly blocks: BoardRuntime } {
  const profile = boardCpuProfileSchema.parse(drawBoardProfile(new Dice(seed, 'board'), 'b', 1, 'sbc-cpu'));
  return { dense: profile.runtimes['dense']!, blocks: profile.runtimes['blocks']! };
}

/** A layer of the ladder with so many of its blocks active, at level 1. */
function layerOf(
  rows: number,
  depth: number,
  pixels: number,
  kind: OperatorKind,
  activeBlocks: number,
): LayerWork {
  return {
    ...{
      node: 'n',
      kind,
      rows,
      depth,
      pixels,
      level: 1,
      gate: null,
      fitted: null,
      outcomeIndex: 0,
      inLadder: true,
    },
    ...{ inputShape: [1, depth], outputShape: [1, rows], sharesWeightsOf: null, activeBlocks },
    ...{ weights: rows * depth, activeWeights: 4 * activeBlocks },
    ...{ grossMacs: rows * depth * pixels, activeMacs: 4 * activeBlocks * pixels },
    ...{ inputValues: depth * pixels, outputValues: rows * pixels },
  };
}

const layers = fc
  .record({
    ...{
      seed: fc.nat(1e6),
      rowBlocks: fc.integer({ min: 1, max: 40 }),
      depth: fc.integer({ min: 1, max: 300 }),
    },
    ...{ pixels: fc.integer({ min: 1, max: 200 }), share: fc.double({ min: 0, max: 1, noNaN: true }) },
    kind: fc.constantFrom<OperatorKind>('conv', 'pointwise', 'fully-connected'),
  })
  .map(({ rowBlocks, share, ...rest }) => ({
    ...rest,
    rows: 4 * rowBlocks,
    blocks: Math.floor(share * rowBlocks * rest.depth),
  }));

const total = ({ compute, memory, overhead, io }: ReturnType<typeof operatorCycles>) =>
  compute + memory + overhead + io;

describe('cycles of an operator on the CPU of a board', () => {
  it('never grow where blocks leave, and a dense runtime gains nothing from that', () => {
    fc.assert(
      fc.property(
        layers,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ seed, rows, depth, pixels, kind, blocks }, part) => {
          const { dense, blocks: skipping } = runtimes(seed);
          const [more, fewer] = [blocks, Math.floor(part * blocks)].map((n) =>
            layerOf(rows, depth, pixels, kind, n),
          ) as [LayerWork, LayerWork];
          const cost = (work: LayerWork, runtime: BoardRuntime) =>
            operatorCycles(work, weightsReadBy(work, runtime), runtime, setting);
          expect(total(cost(fewer, skipping))).toBeLessThanOrEqual(total(cost(more, skipping)));
          expect(cost(fewer, dense)).toEqual(cost(more, dense));
        },
      ),
    );
  });

  it('are at level 0 those of a dense runtime of the same costs', () => {
    fc.assert(
      fc.property(layers, ({ seed, rows, depth, pixels, kind, blocks }) => {
        const { blocks: skipping } = runtimes(seed);
        const work = { ...layerOf(rows, depth, pixels, kind, blocks), level: 0 };
        const dense = { ...skipping, kernels: 'dense' } as unknown as BoardRuntime;
        expect(operatorCycles(work, work.weights, skipping, setting)).toEqual(
          operatorCycles(work, work.weights, dense, setting),
        );
      }),
    );
  });
});
