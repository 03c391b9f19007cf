import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  instantiateKernels,
  int8PoolReference,
  int8RangeOf,
  packBlockLadder,
  packInt8Ladder,
  quantiseRows,
  roundHalfEven,
  rowsOfInt8Ladder,
  WasmArena,
} from '../../../../kernels/index.ts';
import { ladderCase } from '../../../../kernels/testing/ladder-case.ts';
import { matrixCase } from '../../../../kernels/testing/matrix-case.ts';
import { integers } from '../../backends/wasm/int8-case.ts';

describe('int8 weights', () => {
  test('lie within half a step of the weights, 127 steps either way', () => {
    fc.assert(
      fc.property(matrixCase, ({ weights }) => {
        const { values, scales } = quantiseRows(weights);
        weights.values.forEach((w, i) => {
          const scale = scales[Math.floor(i / weights.cols)]!;
          expect(scale).toBeGreaterThan(0);
          expect(Math.abs(values[i]!)).toBeLessThanOrEqual(127);
          // A scale below the normal float32 range is itself rounded coarsely.
          if (scale > 2 ** -120) expect(Math.abs(w - values[i]! * scale)).toBeLessThanOrEqual(scale * 0.5001);
        });
      }),
      { seed: 21, numRuns: 80 },
    );
  });

  test('of a ladder are the same at every level: those of the dense matrix, under the mask', () => {
    fc.assert(
      fc.property(ladderCase, ({ weights, order, levelEnds }) => {
        const { values, scales } = quantiseRows(weights);
        const ladder = packBlockLadder(weights, order, levelEnds);
        const quantised = packInt8Ladder(ladder, scales);
        levelEnds.forEach((end, level) => {
          const want = new Int8Array(values.length);
          for (const id of order.subarray(0, end)) {
            for (let i = 0; i < 4; i++) {
              const row = Math.floor(id / weights.cols) * 4 + i;
              const at = row * weights.cols + (id % weights.cols);
              if (row < weights.rows) want[at] = values[at]!;
            }
          }
          expect(rowsOfInt8Ladder(quantised, level).values).toEqual(want);
        });
      }),
      { seed: 22, numRuns: 60 },
    );
  });
});

test('a range holds 0 and both its ends', () => {
  fc.assert(
    fc.property(
      fc.float({ noNaN: true, min: -100, max: 100 }),
      fc.float({ noNaN: true, min: 0, max: 100 }),
      (a, b) => {
        const { scale, zeroPoint } = int8RangeOf(a, a + b);
        expect(Number.isInteger(zeroPoint) && zeroPoint >= 0 && zeroPoint <= 255).toBe(true);
        expect(scale * (255 - zeroPoint)).toBeGreaterThanOrEqual(a + b - scale);
        expect(-scale * zeroPoint).toBeLessThanOrEqual(a + scale);
        if (a >= 0) expect(zeroPoint).toBe(0);
      },
    ),
    { seed: 23 },
  );
});

test('rounding is that of IEEE 754: the kernels add 1.5 * 2^23 in float32', () => {
  for (const x of [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999997, -254.5, 254.5, 3.2, -3.7]) {
    expect(roundHalfEven(x) + 0).toBe(Math.fround(Math.fround(x) + 12582912) - 12582912);
  }
});

test('pooling in the kernels gives the exact integers', () => {
  const arena = new WasmArena();
  const kernels = instantiateKernels(arena.memory);
  const shapes = fc.record({
    channels: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 2, max: 6 }),
    width: fc.integer({ min: 2, max: 6 }),
    kernelH: fc.integer({ min: 1, max: 2 }),
    kernelW: fc.integer({ min: 1, max: 2 }),
    strideH: fc.integer({ min: 1, max: 2 }),
    strideW: fc.integer({ min: 1, max: 2 }),
    padTop: fc.constantFrom(0, 1),
    padLeft: fc.constantFrom(0, 1),
  });
  const kinds = ['max', 'mean-inside', 'mean-whole'] as const;
  fc.assert(
    fc.property(shapes, fc.constantFrom(...kinds), fc.integer({ min: 0, max: 9999 }), (part, kind, seed) => {
      arena.reset();
      const pads = { padTop: part.padTop * (part.kernelH - 1), padLeft: part.padLeft * (part.kernelW - 1) };
      const s = { ...part, ...pads, padBottom: 0, padRight: 0, dilationH: 1, dilationW: 1 };
      const along = (size: number, pad: number, kernel: number, stride: number) =>
        Math.floor((size + pad - kernel) / stride) + 1;
      const height = along(s.height, s.padTop, s.kernelH, s.strideH);
      const width = along(s.width, s.padLeft, s.kernelW, s.strideW);
      const pixels = s.channels * s.height * s.width;
      const x = arena.allocate(pixels * 16);
      const y = arena.allocate(s.channels * height * width * 16);
      const lanes = Array.from({ length: 8 }, (_, j) => integers(seed + j, pixels, -120, 135));
      const memory = new Int16Array(arena.memory.buffer);
      lanes.forEach((lane, j) => {
        lane.forEach((v, i) => {
          memory[x / 2 + i * 8 + j] = v;
        });
      });
      const ratio = Math.fround(1.37);
      // biome-ignore format: one argument list
      kernels.int8Pool(
        x, s.height * s.width * 16, s.width * 16, s.channels, s.height, s.width, s.kernelH, s.kernelW,
        s.strideH, s.strideW, s.padTop, s.padLeft, kinds.indexOf(kind), ratio, -120, 135,
        y, height * width * 16, width * 16, height, width,
      );
      lanes.forEach((lane, j) => {
        const want = int8PoolReference(lane, s, kind, ratio, -120, 135);
        want.forEach((v, i) => {
          expect(memory[y / 2 + i * 8 + j]).toBe(v);
        });
      });
    }),
    { seed: 24, numRuns: 60 },
  );
});
