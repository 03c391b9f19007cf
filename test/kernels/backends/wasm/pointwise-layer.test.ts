import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  type PointFunction,
  PointwiseLayer,
  pointFunctions,
  pointwiseReference,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { builds, KernelMemory } from '../../../helpers/kernel-memory.ts';

const unit = 2 ** -24;

/** The bounds that ops/pointwise/point-function.ts states. */
const bounds: Readonly<Record<PointFunction, (x: number, y: number) => number>> = {
  relu: () => 0,
  'leaky-relu': (_x, y) => unit * Math.abs(y),
  'hard-swish': (x) => 3 * unit * Math.max(1, Math.abs(x)),
  sigmoid: (x, y) => (x >= -80 ? 4 * unit * y : 2 ** -110),
  silu: (x, y) => (x >= -80 ? 5 * unit * Math.abs(y) : 2 ** -100),
  tanh: (_x, y) => 3 * unit * Math.abs(y),
  'gelu-erf': (x) => 4 * unit * Math.abs(x),
  'gelu-tanh': (x) => 4 * unit * Math.abs(x),
};

/** A fine grid around zero, both tails, and numbers near the ends of float32. */
const grid = Float32Array.from([
  ...Array.from({ length: 40_001 }, (_, i) => (i - 20_000) / 2000),
  ...Array.from({ length: 2001 }, (_, i) => (i - 1000) / 8),
  ...Array.from({ length: 120 }, (_, i) => 2 ** -i),
  ...Array.from({ length: 120 }, (_, i) => -(2 ** -i)),
  ...[1e10, -1e10, 3e38, -3e38, 0],
]);

describe.each(builds)('functions of one value, %s build', (build) => {
  const memory = new KernelMemory(build);

  test.each(pointFunctions)('%s keeps its stated bound', (name) => {
    memory.reset();
    const layout = activationLayout({ channels: grid.length, height: 1, width: 1 }, 1);
    const [x, y] = [memory.write(layout, grid), memory.empty(layout)];
    new PointwiseLayer(memory.runner, name, layout, layout).run(x, y);
    const found = memory.read(layout, y);
    const slope = Math.fround(0.01);
    const expected = pointwiseReference(name, grid, slope);
    const off = expected.findIndex(
      (v, i) => !(Math.abs(found[i]! - v) <= bounds[name](grid[i]!, v) + 2 ** -149),
    );
    expect(off < 0 ? 'none' : `${name}(${grid[off]}) = ${found[off]}, expected ${expected[off]}`).toBe(
      'none',
    );
  });

  test.each(pointFunctions)('%s keeps NaN', (name) => {
    memory.reset();
    const layout = activationLayout({ channels: 5, height: 1, width: 1 }, 1);
    const x = memory.write(layout, new Float32Array(5).fill(Number.NaN));
    new PointwiseLayer(memory.runner, name, layout, layout).run(x, x);
    expect(memory.read(layout, x).every(Number.isNaN)).toBe(true);
  });

  test('an element gives the same bits wherever it lies, and nothing else is written', () => {
    fc.assert(
      fc.property(
        fc.record({
          channels: fc.integer({ min: 1, max: 5 }),
          height: fc.integer({ min: 1, max: 4 }),
          width: fc.integer({ min: 1, max: 7 }),
        }),
        fc.constantFrom<1 | 8>(1, 8),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom(...pointFunctions),
        fc.integer(),
        (volume, lanes, groups, pad, name, seed) => {
          memory.reset();
          const border = { top: pad, left: 1, bottom: 0, right: pad };
          const input = activationLayout(volume, lanes, { groups, border });
          const output = activationLayout(volume, lanes, { groups });
          const size = groups * lanes * volume.channels * volume.height * volume.width;
          const values = seededValues(seed, size, 'uniform').map((v) => v * 6);
          const [x, y] = [memory.write(input, values, 7), memory.empty(output)];
          new PointwiseLayer(memory.runner, name, input, output, 0.25).run(x, y);
          const flat = activationLayout({ channels: size, height: 1, width: 1 }, 1);
          const alone = memory.write(flat, values);
          new PointwiseLayer(memory.runner, name, flat, flat, 0.25).run(alone, alone);
          expect(memory.read(output, y)).toEqual(memory.read(flat, alone));
          new PointwiseLayer(memory.runner, name, input, input, 0.25).run(x, x);
          expect(memory.read(input, x)).toEqual(memory.read(flat, alone));
          const around = memory.arena.floats(x, input.origin / 4);
          expect(around.every((v) => v === 7)).toBe(true);
        },
      ),
      { seed: 42, numRuns: 60 },
    );
  });
});

test('activations that differ are refused', () => {
  const memory = new KernelMemory('reproducible');
  const layout = (channels: number, lanes: 1 | 8) =>
    activationLayout({ channels, height: 1, width: 2 }, lanes);
  for (const other of [layout(3, 8), layout(4, 1)]) {
    expect(() => new PointwiseLayer(memory.runner, 'silu', layout(4, 8), other)).toThrow(RangeError);
  }
});
