import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationLayout, DepthwiseLayer } from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { anyWindow, builds, KernelMemory, windowLayouts } from '../../../helpers/kernel-memory.ts';
import { expectConvolution } from '../../../helpers/window-case.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

const anyLayer = fc.record({
  shape: anyWindow,
  multiplier: int(1, 3),
  groups: int(1, 2),
  relu: fc.boolean(),
  samePitch: fc.boolean(),
  seed: fc.integer(),
});

describe.each(builds)('depthwise convolution, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('agrees with float64, with the same bits in a panel and alone', () => {
    fc.assert(
      fc.property(anyLayer, ({ shape, multiplier, groups, relu, samePitch, seed }) => {
        const rows = shape.channels * multiplier;
        const cols = shape.kernelH * shape.kernelW;
        const weights = { rows, cols, values: seededValues(seed, rows * cols, 'uniform') };
        const epilogue = {
          scale: seededValues(seed + 1, rows, 'uniform'),
          bias: seededValues(seed + 2, rows, 'uniform'),
          relu,
        };
        const samples = groups * 8;
        const x = seededValues(seed + 3, samples * shape.channels * shape.height * shape.width, 'uniform');
        const run = (lanes: 1 | 8) => {
          memory.reset();
          const { input, output } = windowLayouts(shape, rows, lanes, samples / lanes, samePitch);
          const [from, to] = [memory.write(input, x), memory.empty(output)];
          const { arena, runner } = memory;
          new DepthwiseLayer(arena, runner, weights, shape, epilogue, input, output).run(from, to);
          return memory.read(output, to);
        };
        const found = run(8);
        expect(run(1)).toEqual(found);
        const grouped = { ...shape, groups: shape.channels };
        expectConvolution(found, weights, x, samples, grouped, epilogue, 'depthwise');
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  test('a filter with one weight of 1 in its middle copies its input', () => {
    memory.reset();
    const steps = { strideH: 1, strideW: 1, dilationH: 2, dilationW: 1 };
    const pads = { padTop: 2, padLeft: 1, padBottom: 2, padRight: 1 };
    const shape = { channels: 3, height: 4, width: 5, kernelH: 3, kernelW: 3, ...steps, ...pads };
    const values = Float32Array.from({ length: 27 }, (_, i) => (i % 9 === 4 ? 1 : 0));
    const { input, output } = windowLayouts(shape, 3, 8, 1);
    const x = seededValues(1, 8 * 60, 'uniform');
    const [from, to] = [memory.write(input, x), memory.empty(output)];
    const weights = { rows: 3, cols: 9, values };
    new DepthwiseLayer(memory.arena, memory.runner, weights, shape, {}, input, output).run(from, to);
    expect(memory.read(output, to)).toEqual(x);
  });
});

test.each([
  [{ rows: 4, cols: 9 }, 1, /depthwise weights of 4 x 9; a multiple of 3 rows and 9 columns/],
  [{ rows: 3, cols: 8 }, 1, /depthwise weights of 3 x 8/],
  [{ rows: 3, cols: 9 }, 0, /border of 0 pixels \(bottom\); this window needs 1/],
])('%j with a border of %d is refused', (size, bottom, message) => {
  const memory = new KernelMemory('reproducible');
  memory.reset();
  const window = { kernelH: 3, kernelW: 3, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
  const pads = { padTop: 1, padLeft: 1, padBottom: 1, padRight: 1 };
  const shape = { channels: 3, height: 4, width: 4, ...window, ...pads };
  const input = activationLayout(shape, 8, { border: { top: 1, left: 1, bottom, right: 1 } });
  const output = activationLayout({ channels: size.rows, height: 4, width: 4 }, 8);
  const weights = { ...size, values: new Float32Array(size.rows * size.cols) };
  const { arena, runner } = memory;
  expect(() => new DepthwiseLayer(arena, runner, weights, shape, {}, input, output)).toThrow(message);
});
