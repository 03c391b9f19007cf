import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytePanelBytes,
  dequantiseBytes,
  dequantisePanels,
  hasByteDot,
  Int8BlockLayer,
  Int8ByteLayer,
  instantiateKernels,
  int8RangeOf,
  packInt8Block,
  pairPanelBytes,
  quantiseBytes,
  quantisePanels,
  singleRunner,
  WasmArena,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { epilogueFor, side, sparseMatrix } from './int8-case.ts';

const arena = new WasmArena();
const fast = instantiateKernels(arena.memory, 'fast');

/** Float32 outputs of both layers between quantising and back, on the same inputs. */
function both(rows: number, cols: number, panels: number, seed: number, density: number) {
  arena.reset();
  const matrix = packInt8Block(sparseMatrix(seed, rows, cols, density));
  const epilogue = epilogueFor(seed, rows, 1, cols);
  const input = int8RangeOf(-0.3, 0.7);
  const output = { scale: 0.5, zeroPoint: 255 - epilogue.high };
  const x = arena.putFloats(seededValues(seed + 2, panels * cols * 8, 'uniform'));
  const size = panels * Math.max(pairPanelBytes(cols), pairPanelBytes(rows));
  const [from, to, y] = [arena.allocate(size), arena.allocate(size), arena.allocate(panels * rows * 32)];
  const result = () => arena.floats(y, panels * rows * 8).slice();
  const runner = singleRunner(fast);

  quantisePanels(fast, x, cols * 32, panels, cols, input, from);
  new Int8BlockLayer(arena, runner, matrix, epilogue, panels).run(from, to);
  dequantisePanels(fast, to, panels, rows, output, y, rows * 32);
  const pairs = result();

  const sixteens = Math.ceil(panels / 2);
  quantiseBytes(fast, x, cols * 32, panels, cols, input, from);
  new Int8ByteLayer(arena, runner, matrix, epilogue, input, output, sixteens).run(from, to);
  dequantiseBytes(fast, to, panels, rows, output, y, rows * 32);
  return { pairs, bytes: result() };
}

describe('the int8 layer on bytes', () => {
  test('gives the integers of the layer on pairs, where the engine can', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 1 << 20 }),
        fc.constantFrom(1, 0.3, 0.05),
        (rows, cols, panels, seed, density) => {
          const { pairs, bytes } = both(rows, cols, panels, seed, density);
          // Elsewhere the probe must have seen that this engine multiplies otherwise.
          if (hasByteDot(fast)) expect(bytes).toEqual(pairs);
        },
      ),
      { seed: 14, numRuns: 60 },
    );
  });

  test('quantising to bytes and back is quantising to pairs and back', () => {
    fc.assert(
      fc.property(
        side,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 9999 }),
        (cols, panels, seed) => {
          arena.reset();
          const range = int8RangeOf(-0.4, 0.6);
          const x = arena.putFloats(seededValues(seed, panels * cols * 8, 'uniform'));
          const [q, y] = [arena.allocate(panels * pairPanelBytes(cols)), arena.allocate(panels * cols * 32)];
          quantisePanels(fast, x, cols * 32, panels, cols, range, q);
          dequantisePanels(fast, q, panels, cols, range, y, cols * 32);
          const pairs = arena.floats(y, panels * cols * 8).slice();
          expect(bytePanelBytes(cols)).toBe(pairPanelBytes(cols));
          quantiseBytes(fast, x, cols * 32, panels, cols, range, q);
          dequantiseBytes(fast, q, panels, cols, range, y, cols * 32);
          expect(arena.floats(y, panels * cols * 8)).toEqual(pairs);
        },
      ),
      { seed: 15, numRuns: 40 },
    );
  });

  test('the reproducible build has none', () => {
    expect(hasByteDot(instantiateKernels(arena.memory))).toBe(false);
  });
});
