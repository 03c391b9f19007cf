import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Conv2dShape,
  conv2dOutput,
  globalAveragePoolReference,
  PoolLayer,
  poolReference,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { anyWindow, builds, KernelMemory, windowLayouts } from '../../../helpers/kernel-memory.ts';
import { samplesOf } from '../../../helpers/window-case.ts';

const kinds = ['max', 'mean-inside', 'mean-whole'] as const;

const poolWindow: fc.Arbitrary<Conv2dShape> = anyWindow
  .map((s) => ({
    ...{ ...s, dilationH: 1, dilationW: 1 },
    padTop: Math.min(s.padTop, s.kernelH - 1),
    padBottom: Math.min(s.padBottom, s.kernelH - 1),
    padLeft: Math.min(s.padLeft, s.kernelW - 1),
    padRight: Math.min(s.padRight, s.kernelW - 1),
  }))
  .filter((s) => conv2dOutput(s).height > 0 && conv2dOutput(s).width > 0);

describe.each(builds)('pooling, %s build', (build) => {
  const memory = new KernelMemory(build);

  test.each(kinds)('%s agrees with float64, with the same bits in a panel and alone', (kind) => {
    fc.assert(
      fc.property(poolWindow, fc.integer(), (shape, seed) => {
        const x = seededValues(seed, 16 * shape.channels * shape.height * shape.width, 'uniform');
        const run = (lanes: 1 | 8) => {
          memory.reset();
          const { input, output } = windowLayouts(shape, shape.channels, lanes, 16 / lanes);
          const [from, to] = [memory.write(input, x, Number.NaN), memory.empty(output)];
          new PoolLayer(memory.kernels, shape, kind, input, output).run(from, to);
          return memory.read(output, to);
        };
        const found = run(8);
        expect(run(1)).toEqual(found);
        const inputs = samplesOf(x, 16);
        samplesOf(found, 16).forEach((y, i) => {
          expectWithin(y, poolReference(inputs[i]!, shape, kind), () => (kind === 'max' ? 0 : 1e-6));
        });
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  test('a window of the whole image is the global mean', () => {
    memory.reset();
    const steps = { strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
    const pads = { padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
    const shape = { channels: 3, height: 5, width: 7, kernelH: 5, kernelW: 7, ...steps, ...pads };
    const x = seededValues(5, 8 * 105, 'uniform');
    const { input, output } = windowLayouts(shape, 3, 8, 1);
    const [from, to] = [memory.write(input, x), memory.empty(output)];
    new PoolLayer(memory.kernels, shape, 'mean-inside', input, output).run(from, to);
    const expected = samplesOf(x, 8).flatMap((sample) => [...globalAveragePoolReference(sample, 3, 35)]);
    expectWithin(memory.read(output, to), expected, () => 1e-6);
  });
});

test('windows that may hold no pixel, and dilated ones, are refused', () => {
  const memory = new KernelMemory('reproducible');
  const base = { channels: 1, height: 4, width: 4, kernelH: 2, kernelW: 2, strideH: 1, strideW: 1 };
  const pads = { padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
  for (const change of [{ padTop: 2 }, { padRight: 3 }, { dilationH: 2 }]) {
    const shape = { ...base, dilationH: 1, dilationW: 1, ...pads, ...change };
    const { input, output } = windowLayouts(shape, 1, 8, 1);
    expect(() => new PoolLayer(memory.kernels, shape, 'max', input, output)).toThrow(RangeError);
  }
});
