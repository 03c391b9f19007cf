import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dequantisePanels,
  Int8BlockLayer,
  instantiateKernels,
  int8Limits,
  int8RangeOf,
  int8SumsReference,
  int8VectorBytes,
  packInt8Block,
  pairPanelBytes,
  quantisePanels,
  quantiseReference,
  requantiseReference,
  rowsOfInt8Block,
  singleRunner,
  WasmArena,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { epilogueFor, side, sparseMatrix } from './int8-case.ts';

const arena = new WasmArena();
const builds = (['reproducible', 'fast'] as const).map((build) => instantiateKernels(arena.memory, build));

/** [panels][pairs][8][2] -> value of feature c, right-hand side j. */
const pairAt = (panelBytes: number, c: number, j: number) =>
  (Math.floor(j / 8) * panelBytes) / 2 + (c >> 1) * 16 + (j % 8) * 2 + (c & 1);

const anyCase = fc.record({
  rows: side,
  cols: side,
  n: fc.constantFrom(1, 5, 8, 16, 24),
  seed: fc.integer({ min: 0, max: 1 << 20 }),
  density: fc.constantFrom(1, 0.3, 0.05, 0),
  wide: fc.boolean(),
  build: fc.constantFrom(0, 1),
});

test('blocks between quantising and back give the exact integers, on panels', () => {
  fc.assert(
    fc.property(anyCase, ({ rows, cols, n, seed, density, wide, build }) => {
      arena.reset();
      const kernels = builds[build]!;
      const matrix = packInt8Block(sparseMatrix(seed, rows, cols, density));
      const panels = Math.ceil(n / 8);
      const range = int8RangeOf(-0.4, 0.7);
      const real = seededValues(seed + 2, cols * panels * 8, 'uniform');
      const [x32, x, y, y32] = [
        arena.putFloats(real),
        arena.allocate(panels * pairPanelBytes(cols)),
        arena.allocate(panels * pairPanelBytes(rows)),
        arena.allocate(panels * rows * 32),
      ];
      const epilogue = epilogueFor(seed, rows, 1, cols);
      const layer = new Int8BlockLayer(arena, singleRunner(kernels), matrix, epilogue, panels, { wide });
      quantisePanels(kernels, x32, cols * 32, panels, cols, range, x);
      layer.run(x, y);
      dequantisePanels(kernels, y, panels, rows, range, y32, rows * 32);

      const { low, high } = int8Limits(range);
      const input = new Float64Array(cols * n);
      for (let c = 0; c < cols; c++) {
        for (let j = 0; j < n; j++) {
          const v = real[(Math.floor(j / 8) * cols + c) * 8 + (j % 8)]!;
          input[c * n + j] = quantiseReference(v, range.scale, low, high);
        }
      }
      const sums = int8SumsReference(rowsOfInt8Block(matrix), input, n);
      const [found, back] = [new Int16Array(arena.memory.buffer, y), arena.floats(y32, panels * rows * 8)];
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < n; j++) {
          const want = requantiseReference(
            sums[r * n + j]!,
            epilogue.bias[r]!,
            epilogue.multiplier[r]!,
            epilogue.low,
            epilogue.high,
          );
          expect(found[pairAt(pairPanelBytes(rows), r, j)]).toBe(want);
          expect(back[(Math.floor(j / 8) * rows + r) * 8 + (j % 8)]).toBe(Math.fround(want * range.scale));
        }
      }
    }),
    { seed: 12, numRuns: 80 },
  );
});

test('one vector gives the integers of a panel', () => {
  fc.assert(
    fc.property(anyCase, ({ rows, cols, seed, density, build }) => {
      arena.reset();
      const kernels = builds[build]!;
      const matrix = packInt8Block(sparseMatrix(seed, rows, cols, density));
      const range = int8RangeOf(0, 0.9);
      const real = seededValues(seed + 2, cols, 'uniform');
      const x32 = arena.putFloats(real);
      const [x, y] = [arena.allocate(int8VectorBytes(cols)), arena.allocate(int8VectorBytes(rows))];
      const epilogue = epilogueFor(seed, rows, 1, cols);
      const layer = new Int8BlockLayer(arena, singleRunner(kernels), matrix, epilogue, 0);
      quantisePanels(kernels, x32, 0, 0, cols, range, x);
      layer.run(x, y);
      const input = Array.from(real, (v) => quantiseReference(v, range.scale, 0, 255));
      expect([...new Int16Array(arena.memory.buffer, x, cols)]).toEqual(input);
      const sums = int8SumsReference(rowsOfInt8Block(matrix), input, 1);
      const want = Array.from(sums, (sum, r) =>
        requantiseReference(sum, epilogue.bias[r]!, epilogue.multiplier[r]!, epilogue.low, epilogue.high),
      );
      expect([...new Int16Array(arena.memory.buffer, y, rows)]).toEqual(want);
    }),
    { seed: 13, numRuns: 60 },
  );
});

test('quantising limits what is too large, not a number or infinite', () => {
  arena.reset();
  const range = int8RangeOf(-1, 1);
  const values = Float32Array.of(
    9,
    -9,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    0.5,
    1,
  );
  const x = arena.putFloats(values);
  const y = arena.allocate(pairPanelBytes(1));
  quantisePanels(builds[0]!, x, 32, 1, 1, range, y);
  const found = Array.from({ length: 8 }, (_, j) => new Int16Array(arena.memory.buffer, y)[2 * j]!);
  const { low, high } = int8Limits(range);
  expect(found).toEqual([high, low, low, high, low, 0, 64, 127]);
  expect([low, high]).toEqual([-127, 128]);
});
