import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  type Conv2dShape,
  MatrixLayer,
  packBlockLadder,
  RefinableLayer,
} from '../../../../kernels/index.ts';
import { vectorShape } from '../../../../kernels/ops/conv2d/conv2d-shape.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { anyWindow, builds, KernelMemory, windowLayouts } from '../../../helpers/kernel-memory.ts';

const int = (min: number, max: number) => fc.integer({ min, max });
const head: fc.Arbitrary<Conv2dShape> = int(1, 60).map(vectorShape);

const anyLayer = fc.record({
  shape: fc.oneof(anyWindow, head),
  rows: int(1, 13),
  lanes: fc.constantFrom<1 | 8>(1, 8),
  groups: int(1, 2),
  levels: int(1, 5),
  densest: int(0, 1),
  relu: fc.boolean(),
  vectors: fc.boolean(),
  samePitch: fc.boolean(),
  wide: fc.boolean(),
  seed: fc.integer(),
});

describe.each(builds)('refinement, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('a refined level has the bits of that level at once, for every pair of levels and every walk', () => {
    const walks = new Set<string>();
    fc.assert(
      fc.property(anyLayer, (c) => {
        const { shape, rows, lanes, groups, seed } = c;
        const cols = shape.channels * shape.kernelH * shape.kernelW;
        const blocks = Math.ceil(rows / 4) * cols;
        const ends = Array.from({ length: c.levels }, (_, k) => Math.floor(blocks / (1 + k * 1.5)));
        const densest = Math.min(c.densest, c.levels - 1);
        const matrix = { rows, cols, values: seededValues(seed, rows * cols, 'uniform') };
        const ladder = packBlockLadder(matrix, seededOrder(seed, blocks), ends, densest);
        const loaded = c.levels - densest;
        const epilogue = {
          scale: seededValues(seed + 1, loaded * rows, 'uniform'),
          bias: seededValues(seed + 2, loaded * rows, 'uniform'),
          relu: c.relu,
        };
        const scratch = memory.reset();
        const { input, output } = windowLayouts(shape, rows, lanes, groups, c.samePitch);
        const x = seededValues(
          seed + 3,
          groups * lanes * shape.channels * shape.height * shape.width,
          'uniform',
        );
        const [from, to] = [memory.write(input, x), memory.empty(output)];
        const options = { vectors: c.vectors, wide: c.wide };
        const parts = [memory.arena, memory.runner, scratch, { ladder }, shape, epilogue] as const;
        const layer = new MatrixLayer(...parts, input, output, options);
        const refinable = new RefinableLayer(memory.arena, layer);
        walks.add(layer.offsets.walk);
        const result = (run: () => void) => {
          memory.arena.floats(to, output.bytes / 4).fill(Number.NaN);
          run();
          return memory.read(output, to);
        };
        const atOnce = Array.from({ length: c.levels }, (_, level) =>
          level < densest ? null : result(() => layer.ladder(from, to, level)),
        );
        for (let k = densest; k < c.levels; k++) {
          for (let j = densest; j <= k; j++) {
            expect(result(() => refinable.start(from, to, k))).toEqual(atOnce[k]);
            expect(result(() => refinable.refine(from, to, j))).toEqual(atOnce[j]);
            expect(refinable.level).toBe(j);
          }
        }
        refinable.start(from, to, c.levels - 1);
        for (let k = c.levels - 1; k >= densest; k--) {
          expect(result(() => refinable.refine(from, to, k))).toEqual(atOnce[k]);
        }
      }),
      { seed: 42, numRuns: 120 },
    );
    expect([...walks].sort()).toEqual(['gather', 'panels', 'vector']);
  });
});

test('a level that cannot be reached is refused', () => {
  const memory = new KernelMemory('reproducible');
  const scratch = memory.reset();
  const layout = activationLayout({ channels: 4, height: 1, width: 1 }, 8);
  const matrix = { rows: 4, cols: 4, values: new Float32Array(16).fill(1) };
  const ladder = packBlockLadder(matrix, Int32Array.of(0, 1, 2, 3), [4, 3, 1], 1);
  const parts = [memory.arena, memory.runner, scratch] as const;
  const layer = new MatrixLayer(...parts, { ladder }, vectorShape(4), {}, layout, layout);
  const refinable = new RefinableLayer(memory.arena, layer);
  const [x, y] = [memory.write(layout, new Float32Array(32)), memory.empty(layout)];
  expect(() => refinable.refine(x, y, 1)).toThrow(/no sums to go on from/);
  refinable.start(x, y, 1);
  expect(() => refinable.refine(x, y, 2)).toThrow(/level 2 is sparser than level 1/);
  expect(() => refinable.refine(x, y, 0)).toThrow(/level 0 is not loaded/);
  expect(() => refinable.start(x, y, 3)).toThrow(RangeError);
  const dense = new MatrixLayer(...parts, { dense: matrix }, vectorShape(4), {}, layout, layout);
  expect(() => new RefinableLayer(memory.arena, dense)).toThrow(/no ladder/);
});
