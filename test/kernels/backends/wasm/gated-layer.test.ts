import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  type Conv2dShape,
  GatedLayer,
  gateReference,
  packBlockLadder,
  packColumnBlockLadder,
  unpackBlockLadder,
} from '../../../../kernels/index.ts';
import { vectorShape } from '../../../../kernels/ops/conv2d/conv2d-shape.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { anyWindow, builds, KernelMemory, windowLayouts } from '../../../helpers/kernel-memory.ts';
import { expectConvolution } from '../../../helpers/window-case.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

const anyLayer = (shape: fc.Arbitrary<Conv2dShape>) =>
  fc.record({
    shape,
    rows: int(1, 9),
    groups: int(1, 2),
    densest: int(0, 1),
    relu: fc.boolean(),
    samePitch: fc.boolean(),
    visits: fc.array(fc.tuple(int(1, 2), fc.constantFrom(0, 0.1, 0.5, 0.9, 2)), {
      minLength: 2,
      maxLength: 5,
    }),
    seed: fc.integer(),
  });

describe.each(builds)('gated layers, %s build', (build) => {
  const memory = new KernelMemory(build);

  test.each([
    ['vectors', int(1, 60).map(vectorShape)],
    ['convolutions', anyWindow],
  ])('%s equal the reference on an input with |x| < t set to 0, and count what is left', (_name, shapes) => {
    fc.assert(
      fc.property(anyLayer(shapes), (c) => {
        const { shape, rows, groups, densest, relu, seed } = c;
        const cols = shape.channels * shape.kernelH * shape.kernelW;
        const blocks = Math.ceil(rows / 4) * cols;
        const matrix = { rows, cols, values: seededValues(seed, rows * cols, 'uniform') };
        const ends = [blocks, Math.floor(blocks / 2), Math.floor(blocks / 5)];
        const ladder = packBlockLadder(matrix, seededOrder(seed, blocks), ends, densest);
        const scale = seededValues(seed + 1, (3 - densest) * rows, 'uniform');
        const bias = seededValues(seed + 2, (3 - densest) * rows, 'uniform');
        memory.reset();
        const { input, output } = windowLayouts(shape, rows, 1, groups, c.samePitch);
        const size = groups * shape.channels * shape.height * shape.width;
        const x = seededValues(seed + 3, size, 'uniform', 0.8);
        const [from, to] = [memory.write(input, x, Number.NaN), memory.empty(output)];
        const epilogue = { scale, bias, relu };
        const { arena, kernels } = memory;
        const layer = new GatedLayer(
          arena,
          kernels,
          packColumnBlockLadder(ladder),
          shape,
          epilogue,
          input,
          output,
        );
        for (const [level, threshold] of c.visits) {
          memory.arena.floats(to, output.bytes / 4).fill(Number.NaN);
          const active = layer.run(from, to, level, threshold);
          const gated = gateReference(x, Math.fround(threshold));
          expect(active).toBe(gated.active);
          const at = (values: Float32Array) =>
            values.subarray((level - densest) * rows, (level - densest + 1) * rows);
          expectConvolution(
            memory.read(output, to),
            unpackBlockLadder(ladder, level),
            Float32Array.from(gated.values),
            groups,
            shape,
            { scale: at(scale), bias: at(bias), relu },
            `level ${level}, threshold ${threshold}`,
          );
        }
      }),
      { seed: 42, numRuns: 120 },
    );
  });

  test('a higher threshold never leaves more, and one above everything leaves the bias', () => {
    fc.assert(
      fc.property(int(1, 40), int(1, 9), fc.integer(), (cols, rows, seed) => {
        memory.reset();
        const matrix = { rows, cols, values: seededValues(seed, rows * cols, 'uniform') };
        const blocks = Math.ceil(rows / 4) * cols;
        const ladder = packColumnBlockLadder(packBlockLadder(matrix, seededOrder(seed, blocks), [blocks]));
        const bias = seededValues(seed + 1, rows, 'uniform');
        const { input, output } = windowLayouts(vectorShape(cols), rows, 1, 1);
        const [x, y] = [memory.write(input, seededValues(seed + 2, cols, 'uniform')), memory.empty(output)];
        const { arena, kernels } = memory;
        const layer = new GatedLayer(arena, kernels, ladder, vectorShape(cols), { bias }, input, output);
        const counts = [0, 0.2, 0.4, 0.8, 1.5].map((threshold) => layer.run(x, y, 0, threshold));
        expect([...counts].sort((a, b) => b - a)).toEqual(counts);
        expect(counts.at(-1)).toBe(0);
        expect(memory.read(output, y)).toEqual(bias);
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});

test('what does not fit is refused', () => {
  const memory = new KernelMemory('reproducible');
  const matrix = { rows: 4, cols: 4, values: new Float32Array(16) };
  const ladder = packColumnBlockLadder(packBlockLadder(matrix, Int32Array.of(0, 1, 2, 3), [4, 2], 1));
  const layout = (channels: number, lanes: 1 | 8) =>
    activationLayout({ channels, height: 1, width: 1 }, lanes);
  const make = (cols: number, lanes: 1 | 8, epilogue = {}) =>
    new GatedLayer(
      ...([memory.arena, memory.kernels, ladder, vectorShape(cols), epilogue] as const),
      ...([layout(cols, lanes), layout(4, lanes)] as const),
    );
  expect(() => make(5, 1)).toThrow(/4 columns; the window has 5/);
  expect(() => make(4, 8)).toThrow(/one lane/);
  expect(() => make(4, 1, { bias: new Float32Array(8) })).toThrow(/4 finite values are needed/);
  const layer = make(4, 1);
  expect(() => layer.run(0, 0, 0, 0)).toThrow(/level 0 is not loaded/);
  expect(() => layer.run(0, 0, 1, Number.NaN)).toThrow(/threshold is NaN/);
});
