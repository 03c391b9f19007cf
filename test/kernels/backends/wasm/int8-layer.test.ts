import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  type Conv2dShape,
  conv2dOutput,
  type DenseMatrix,
  type Int8Epilogue,
  Int8Layer,
  im2colReference,
  instantiateKernels,
  int8SumsReference,
  type KernelRunner,
  KernelScratch,
  packBlockLadder,
  packInt8Ladder,
  quantiseRows,
  requantiseReference,
  rowsOfInt8Ladder,
  singleRunner,
  WasmArena,
} from '../../../../kernels/index.ts';
import { seededOrder } from '../../../../kernels/testing/seeded-values.ts';
import { epilogueFor, integers, side, sparseMatrix } from './int8-case.ts';

const arena = new WasmArena();
const kernels = instantiateKernels(arena.memory);

/** Runs the two halves of the rows one after the other, each with scratch of its own, as two threads would. */
const twoHalves: KernelRunner = {
  threads: 2,
  run({ kernel, args, x, y, rows, ends, scratch, scratchStride }, from, to) {
    for (let t = 0; t < 2; t++) {
      const own = [...args];
      own[x.at] = from + x.plus;
      own[y.at] = to + y.plus;
      own[rows] = t === 0 ? 0 : ends[0]!;
      own[rows + 1] = ends[t]!;
      for (const place of scratch) own[place]! += t * scratchStride;
      kernels[kernel](...own);
    }
  },
};

const window: fc.Arbitrary<Conv2dShape> = fc
  .record({
    channels: fc.integer({ min: 1, max: 5 }),
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    kernelH: fc.integer({ min: 1, max: 3 }),
    kernelW: fc.integer({ min: 1, max: 3 }),
    strideH: fc.integer({ min: 1, max: 2 }),
    strideW: fc.integer({ min: 1, max: 2 }),
    padTop: fc.integer({ min: 0, max: 1 }),
    padLeft: fc.integer({ min: 0, max: 1 }),
    padBottom: fc.integer({ min: 0, max: 1 }),
    padRight: fc.integer({ min: 0, max: 1 }),
  })
  .map((s) => ({ ...s, dilationH: 1, dilationW: 1 }))
  .filter((s) => conv2dOutput(s).height > 0 && conv2dOutput(s).width > 0);

const flat = (channels: number): Conv2dShape => ({
  ...{ channels, height: 1, width: 1, kernelH: 1, kernelW: 1, strideH: 1, strideW: 1 },
  ...{ dilationH: 1, dilationW: 1, padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 },
});

/** Eight images through a layer. @returns [8][rows * pixels] */
function run(
  shape: Conv2dShape,
  x: readonly Int16Array[],
  rows: number,
  make: (input: typeof layout, output: typeof layout) => (from: number, to: number) => void,
): Int16Array[] {
  const border = { top: shape.padTop, left: shape.padLeft, bottom: shape.padBottom, right: shape.padRight };
  const input = activationLayout(shape, 8, { border, valueBytes: 2 });
  const out = conv2dOutput(shape);
  const output = activationLayout({ channels: rows, ...out }, 8, { valueBytes: 2 });
  const [from, to] = [arena.allocate(input.bytes), arena.allocate(output.bytes)];
  const go = make(input, output);
  const memory = new Int16Array(arena.memory.buffer);
  memory.fill(0, from / 2, (from + input.bytes) / 2);
  const place = (l: typeof layout, c: number, y: number, at: number) =>
    (l.origin + c * l.plane + y * l.pitch + at * l.element) / 2;
  x.forEach((image, j) => {
    for (let c = 0, i = 0; c < shape.channels; c++) {
      for (let y = 0; y < shape.height; y++) {
        for (let at = 0; at < shape.width; at++, i++)
          memory[from / 2 + place(input, c, y, at) + j] = image[i]!;
      }
    }
  });
  go(from, to);
  return x.map((_, j) => {
    const y = new Int16Array(rows * out.height * out.width);
    for (let c = 0, i = 0; c < rows; c++) {
      for (let oy = 0; oy < out.height; oy++) {
        for (let at = 0; at < out.width; at++, i++) y[i] = memory[to / 2 + place(output, c, oy, at) + j]!;
      }
    }
    return y;
  });
}
declare const layout: ReturnType<typeof activationLayout>;

function expected(
  weights: { rows: number; cols: number; values: Int8Array },
  shape: Conv2dShape,
  image: Int16Array,
  epilogue: Int8Epilogue,
  level: number,
): number[] {
  const out = conv2dOutput(shape);
  const pixels = out.height * out.width;
  const sums = int8SumsReference(weights, im2colReference(image, shape), pixels);
  return Array.from(sums, (sum, i) => {
    const row = level * weights.rows + Math.floor(i / pixels);
    const { bias, multiplier, low, high } = epilogue;
    return requantiseReference(sum, bias[row]!, multiplier[row]!, low, high);
  });
}

const images = (seed: number, shape: Conv2dShape) =>
  Array.from({ length: 8 }, (_, j) =>
    integers(seed + j, shape.channels * shape.height * shape.width, -255, 255),
  );

describe('the int8 layer', () => {
  const anyCase = fc.record({
    shape: fc.oneof(window, side.map(flat)),
    rows: side,
    seed: fc.integer({ min: 0, max: 1 << 20 }),
    density: fc.constantFrom(1, 0.5, 0.1, 0),
    halves: fc.boolean(),
  });

  test('dense and at every level, gives the exact integers', () => {
    fc.assert(
      fc.property(anyCase, ({ shape, rows, seed, density, halves }) => {
        arena.reset();
        const cols = shape.channels * shape.kernelH * shape.kernelW;
        const matrix: DenseMatrix = sparseMatrix(seed, rows, cols, density);
        const quantised = quantiseRows(matrix);
        const x = images(seed, shape);
        const runner = halves ? twoHalves : singleRunner(kernels);
        const scratch = new KernelScratch(arena, 2);
        const one = epilogueFor(seed, rows, 1, cols);
        const dense = run(shape, x, rows, (input, output) => {
          const layer = new Int8Layer(
            arena,
            runner,
            scratch,
            { dense: quantised },
            shape,
            one,
            input,
            output,
          );
          return (from, to) => layer.dense(from, to);
        });
        dense.forEach((y, j) => {
          expect([...y]).toEqual(expected(quantised, shape, x[j]!, one, 0));
        });

        const order = seededOrder(seed, Math.ceil(rows / 4) * cols);
        const levelEnds = [order.length, Math.ceil(order.length / 2), Math.ceil(order.length / 5), 0];
        const ladder = packInt8Ladder(packBlockLadder(matrix, order, levelEnds, 1), quantised.scales);
        const epilogue = epilogueFor(seed + 5, rows, 3, cols);
        for (let level = 1; level < 4; level++) {
          const found = run(shape, x, rows, (input, output) => {
            const layer = new Int8Layer(arena, runner, scratch, { ladder }, shape, epilogue, input, output);
            return (from, to) => layer.ladder(from, to, level);
          });
          const weights = { rows, cols, values: rowsOfInt8Ladder(ladder, level).values };
          found.forEach((y, j) => {
            expect([...y]).toEqual(expected(weights, shape, x[j]!, epilogue, level - 1));
          });
        }
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  test('holds its sums at the ends of every range', () => {
    arena.reset();
    const [rows, cols] = [4, 4097];
    const values = new Float32Array(rows * cols).map((_, i) => (i < 2 * cols ? 1 : -1));
    const quantised = quantiseRows({ rows, cols, values });
    const x = Array.from({ length: 8 }, (_, j) => new Int16Array(cols).fill(j % 2 ? 255 : -255));
    const epilogue = {
      bias: Int32Array.of(2 ** 30, -(2 ** 30), 2 ** 30, 0),
      multiplier: Float32Array.of(1e-7, 1e-7, -1e-7, 1),
      low: -128,
      high: 127,
    };
    const found = run(flat(cols), x, rows, (input, output) => {
      const scratch = new KernelScratch(arena, 1);
      const parts = [{ dense: quantised }, flat(cols), epilogue, input, output] as const;
      const layer = new Int8Layer(arena, singleRunner(kernels), scratch, ...parts);
      return (from, to) => layer.dense(from, to);
    });
    found.forEach((y, j) => {
      expect([...y]).toEqual(expected(quantised, flat(cols), x[j]!, epilogue, 0));
    });
  });

  test.each<[string, Partial<Int8Epilogue>, RegExp]>([
    ['a bias beyond 2^30', { bias: Int32Array.of(2 ** 30 + 1) }, /a bias passes 2\^30/],
    ['limits out of order', { low: 5, high: 4 }, /limits 5 to 4/],
    ['too few multipliers', { multiplier: new Float32Array(0) }, /0 multipliers; 1 of each/],
  ])('refuses %s', (_what, part, message) => {
    const layout = activationLayout({ channels: 1, height: 1, width: 1 }, 8, { valueBytes: 2 });
    const good = { bias: Int32Array.of(0), multiplier: Float32Array.of(1), low: 0, high: 255 };
    const dense = quantiseRows({ rows: 1, cols: 1, values: Float32Array.of(1) });
    const make = (epilogue: Int8Epilogue, valueBytes: 2 | 4) =>
      new Int8Layer(
        arena,
        singleRunner(kernels),
        new KernelScratch(arena, 1),
        { dense },
        flat(1),
        epilogue,
        layout,
        activationLayout({ channels: 1, height: 1, width: 1 }, 8, { valueBytes }),
      );
    expect(() => make({ ...good, ...part }, 2)).toThrow(message);
    expect(() => make(good, 4)).toThrow(/eight lanes of 2 bytes/);
    expect(() => make(good, 2).ladder(0, 0, 0)).toThrow(/holds no ladder/);
  });
});
