import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Conv2dShape,
  conv2dOutput,
  conv2dReference,
  gemmReference,
  globalAveragePoolReference,
  instantiateKernels,
  poolReference,
  softmaxReference,
  WasmArena,
} from '../../../kernels/index.ts';

const small = (min: number, max: number) => fc.integer({ min, max });

/** Windows that fit their padded image, with padding smaller than the kernel. */
const shape: fc.Arbitrary<Conv2dShape> = fc
  .record({
    channels: small(1, 3),
    height: small(1, 7),
    width: small(1, 7),
    kernelH: small(1, 3),
    kernelW: small(1, 3),
    strideH: small(1, 3),
    strideW: small(1, 3),
    padTop: small(0, 2),
    padLeft: small(0, 2),
    padBottom: small(0, 2),
    padRight: small(0, 2),
  })
  .map((s) => ({
    ...s,
    dilationH: 1,
    dilationW: 1,
    padTop: Math.min(s.padTop, s.kernelH - 1),
    padLeft: Math.min(s.padLeft, s.kernelW - 1),
    padBottom: Math.min(s.padBottom, s.kernelH - 1),
    padRight: Math.min(s.padRight, s.kernelW - 1),
  }))
  .filter((s) => {
    const out = conv2dOutput(s);
    return out.height > 0 && out.width > 0;
  });

const image = (s: Conv2dShape) =>
  Float32Array.from({ length: s.channels * s.height * s.width }, (_, i) => ((i * 37) % 19) / 8 - 1);

describe('convolution reference', () => {
  test('is the sum over the window, written out', () => {
    fc.assert(
      fc.property(shape, (s) => {
        const out = conv2dOutput(s);
        const x = image(s);
        const cols = s.channels * s.kernelH * s.kernelW;
        const values = Float32Array.from({ length: 2 * cols }, (_, i) => ((i * 11) % 7) - 3);
        const y = conv2dReference({ rows: 2, cols, values }, x, s);
        for (let i = 0; i < y.length; i++) {
          const ox = i % out.width;
          const oy = Math.floor(i / out.width) % out.height;
          const row = Math.floor(i / (out.width * out.height));
          let sum = 0;
          for (let k = 0; k < cols; k++) {
            const c = Math.floor(k / (s.kernelH * s.kernelW));
            const iy = oy * s.strideH - s.padTop + (Math.floor(k / s.kernelW) % s.kernelH);
            const ix = ox * s.strideW - s.padLeft + (k % s.kernelW);
            if (iy < 0 || iy >= s.height || ix < 0 || ix >= s.width) continue;
            sum += values[row * cols + k]! * x[(c * s.height + iy) * s.width + ix]!;
          }
          expect(y[i]).toBeCloseTo(sum, 10);
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});

describe('pooling', () => {
  const arena = new WasmArena();
  const kernels = instantiateKernels(arena.memory);

  test.each(['max', 'mean-inside', 'mean-whole'] as const)(
    '%s on WebAssembly agrees with the reference',
    (kind) => {
      fc.assert(
        fc.property(shape, fc.constantFrom(1, 8), (s, lanes) => {
          arena.reset();
          const x = image(s);
          const out = conv2dOutput(s);
          const step = lanes * 4;
          const from = arena.putFloats(
            Array.from({ length: x.length * lanes }, (_, i) => x[Math.floor(i / lanes)]! + (i % lanes)),
          );
          const pixels = out.height * out.width;
          const to = arena.allocate(s.channels * pixels * step);
          const code = { max: 0, 'mean-inside': 1, 'mean-whole': 2 }[kind];
          kernels.pool(
            ...[from, s.height * s.width * step, s.width * step, s.channels, s.height, s.width, lanes],
            ...[s.kernelH, s.kernelW, s.strideH, s.strideW, s.padTop, s.padLeft, code],
            ...[to, pixels * step, out.width * step, out.height, out.width],
          );
          const y = arena.floats(to, s.channels * pixels * lanes);
          for (let lane = 0; lane < lanes; lane++) {
            const expected = poolReference(
              x.map((v) => v + lane),
              s,
              kind,
            );
            for (let i = 0; i < expected.length; i++)
              expect(y[i * lanes + lane]).toBeCloseTo(expected[i]!, 4);
          }
        }),
        { seed: 42, numRuns: 60 },
      );
    },
  );

  test('the global mean is the pool of the whole image', () => {
    const x = Float64Array.from({ length: 12 }, (_, i) => i);
    expect([...globalAveragePoolReference(x, 2, 6)]).toEqual([2.5, 8.5]);
  });
});

describe('softmax and ranking on WebAssembly', () => {
  const arena = new WasmArena();
  const kernels = instantiateKernels(arena.memory);
  const row = fc.array(fc.float({ min: -200, max: 200, noNaN: true }), { minLength: 1, maxLength: 12 });

  test('agree with the reference, and the probabilities sum to 1', () => {
    fc.assert(
      fc.property(row, (logits) => {
        arena.reset();
        const x = arena.putFloats(logits);
        kernels.softmax(x, logits.length, 1, x);
        const p = [...arena.floats(x, logits.length)];
        const expected = softmaxReference(logits);
        p.forEach((v, i) => {
          expect(Math.abs(v - expected[i]!)).toBeLessThan(1e-7);
        });
        expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
        const topClass = arena.allocate(1);
        const confidence = arena.allocate(2);
        kernels.rank(x, logits.length, 1, topClass, confidence);
        const best = p.indexOf(Math.max(...p));
        expect(new Uint8Array(arena.memory.buffer)[topClass]).toBe(best);
        expect(new Uint16Array(arena.memory.buffer)[confidence / 2]).toBe(Math.round(p[best]! * 65535));
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  test('the exponential is right to the last places of a double where it shows', () => {
    for (const d of [0, 1e-9, 0.1, 0.5, 1, 2.5, 10, 30, 87]) {
      arena.reset();
      const x = arena.putFloats([0, -Math.fround(d)]);
      kernels.softmax(x, 2, 1, x);
      const e = Math.exp(-Math.fround(d));
      expect(arena.floats(x, 2)[1]).toBe(Math.fround(e / (1 + e)));
    }
  });
});

test('the fully connected reference adds the bias to each sample', () => {
  const weights = { rows: 2, cols: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  expect([...gemmReference(weights, [1, 0, 0, 0, 1, 1], 2, [10, 20])]).toEqual([11, 24, 15, 31]);
});
