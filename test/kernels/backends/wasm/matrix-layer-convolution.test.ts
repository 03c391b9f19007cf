import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MatrixLayer, packBlockLadder, packCsr, unpackBlockLadder } from '../../../../kernels/index.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { anyWindow, builds, KernelMemory, windowLayouts } from '../../../helpers/kernel-memory.ts';
import { expectConvolution } from '../../../helpers/window-case.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

const anyLayer = fc.record({
  shape: anyWindow,
  rows: int(1, 9),
  lanes: fc.constantFrom<1 | 8>(1, 8),
  groups: int(1, 3),
  density: fc.constantFrom(1, 0.3),
  relu: fc.boolean(),
  samePitch: fc.boolean(),
  wide: fc.boolean(),
  visits: fc.array(int(0, 2), { minLength: 3, maxLength: 6 }),
  seed: fc.integer(),
});

describe.each(builds)('convolution by matrix layers, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('dense, ladder at every level in any order, and compressed rows agree with float64', () => {
    fc.assert(
      fc.property(anyLayer, (c) => {
        const { shape, rows, lanes, groups, relu, seed } = c;
        const cols = shape.channels * shape.kernelH * shape.kernelW;
        const dense = { rows, cols, values: seededValues(seed, rows * cols, 'uniform', c.density) };
        const blocks = Math.ceil(rows / 4) * cols;
        const ends = [blocks, Math.floor(blocks / 2), Math.floor(blocks / 8)];
        const ladder = packBlockLadder(dense, seededOrder(seed, blocks), ends);
        const scale = seededValues(seed + 1, 3 * rows, 'uniform');
        const bias = seededValues(seed + 2, 3 * rows, 'uniform');
        const rowsAt = (level: number) => ({
          scale: scale.subarray(level * rows, (level + 1) * rows),
          bias: bias.subarray(level * rows, (level + 1) * rows),
          relu,
        });
        const scratch = memory.reset();
        const { input, output } = windowLayouts(shape, rows, lanes, groups, c.samePitch);
        const samples = groups * lanes;
        const x = seededValues(seed + 3, samples * shape.channels * shape.height * shape.width, 'uniform');
        const [from, to] = [memory.write(input, x), memory.empty(output)];
        const parts = [memory.arena, memory.runner, scratch] as const;
        const rest = [input, output, { wide: c.wide }] as const;
        const sparse = new MatrixLayer(...parts, { ladder, dense }, shape, { scale, bias, relu }, ...rest);
        const flat = new MatrixLayer(...parts, { csr: packCsr(dense) }, shape, rowsAt(0), ...rest);
        const check = (matrix: typeof dense, level: number, what: string) => {
          const found = memory.read(output, to);
          memory.arena.floats(to, output.bytes / 4).fill(Number.NaN);
          expectConvolution(found, matrix, x, samples, shape, rowsAt(level), what);
          return found;
        };
        const seen = new Map<number, Float32Array>();
        for (const level of [...c.visits, 0, 1, 2]) {
          sparse.ladder(from, to, level);
          const found = check(unpackBlockLadder(ladder, level), level, `level ${level}`);
          expect(found).toEqual(seen.get(level) ?? found);
          seen.set(level, found);
        }
        sparse.dense(from, to);
        check(dense, 0, 'dense');
        flat.csr(from, to);
        check(dense, 0, 'compressed rows');
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  test('a sample has the same bits in a panel and alone, in every form', () => {
    fc.assert(
      fc.property(anyLayer, ({ shape, rows, density, relu, samePitch, seed }) => {
        const cols = shape.channels * shape.kernelH * shape.kernelW;
        const dense = { rows, cols, values: seededValues(seed, rows * cols, 'uniform', density) };
        const blocks = Math.ceil(rows / 4) * cols;
        const ladder = packBlockLadder(dense, seededOrder(seed, blocks), [blocks, Math.floor(blocks / 2)]);
        const x = seededValues(seed + 3, 8 * shape.channels * shape.height * shape.width, 'uniform');
        const run = (lanes: 1 | 8) => {
          const scratch = memory.reset();
          const { input, output } = windowLayouts(shape, rows, lanes, 8 / lanes, samePitch);
          const [from, to] = [memory.write(input, x), memory.empty(output)];
          const weights = { dense, ladder, csr: packCsr(dense) };
          const parts = [memory.arena, memory.runner, scratch, weights, shape, { relu }] as const;
          const layer = new MatrixLayer(...parts, input, output);
          layer.dense(from, to);
          const results = [memory.read(output, to)];
          layer.ladder(from, to, 1);
          results.push(memory.read(output, to));
          layer.csr(from, to);
          return [...results, memory.read(output, to)];
        };
        expect(run(1)).toEqual(run(8));
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});

test('a grouped window is refused', () => {
  const memory = new KernelMemory('reproducible');
  const scratch = memory.reset();
  const window = { channels: 4, height: 3, width: 3, kernelH: 1, kernelW: 1, strideH: 1, strideW: 1 };
  const shape = { ...window, dilationH: 1, dilationW: 1, padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
  const { input, output } = windowLayouts(shape, 4, 8, 1);
  const dense = { rows: 4, cols: 4, values: new Float32Array(16) };
  expect(
    () =>
      new MatrixLayer(
        ...([memory.arena, memory.runner, scratch, { dense }] as const),
        ...([{ ...shape, groups: 2 }, {}, input, output] as const),
      ),
  ).toThrow(/in 2 groups/);
});

describe.each(builds)('two panels at a time, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('give the bits of one at a time', () => {
    fc.assert(
      fc.property(anyLayer, ({ shape, rows, lanes, groups, density, samePitch, seed }) => {
        const cols = shape.channels * shape.kernelH * shape.kernelW;
        const dense = { rows, cols, values: seededValues(seed, rows * cols, 'adversarial', density) };
        const blocks = Math.ceil(rows / 4) * cols;
        const ladder = packBlockLadder(dense, seededOrder(seed, blocks), [Math.ceil(blocks / 2)]);
        const scratch = memory.reset();
        const { input, output } = windowLayouts(shape, rows, lanes, groups, samePitch);
        const size = groups * lanes * shape.channels * shape.height * shape.width;
        const [from, to] = [
          memory.write(input, seededValues(seed + 3, size, 'uniform')),
          memory.empty(output),
        ];
        const bits = (wide: boolean) => {
          const parts = [memory.arena, memory.runner, scratch, { ladder, dense }, shape, {}] as const;
          const layer = new MatrixLayer(...parts, input, output, { wide });
          const runs = [() => layer.dense(from, to), () => layer.ladder(from, to, 0)];
          return runs.map((run) => {
            run();
            return new Uint32Array(memory.read(output, to).buffer);
          });
        };
        expect(bits(true)).toEqual(bits(false));
      }),
      { seed: 42, numRuns: 150 },
    );
  });
});
