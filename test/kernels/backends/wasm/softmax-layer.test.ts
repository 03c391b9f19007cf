import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationLayout, SoftmaxLayer, softmaxReference } from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds, KernelMemory } from '../../../helpers/kernel-memory.ts';

const unit = 2 ** -24;
const int = (min: number, max: number) => fc.integer({ min, max });

describe.each(builds)('softmax over features, %s build', (build) => {
  const memory = new KernelMemory(build);
  const softmax = (values: Float32Array, features: number, lanes: 1 | 8, groups: number) => {
    memory.reset();
    const layout = activationLayout({ channels: features, height: 1, width: 1 }, lanes, { groups });
    const [x, y] = [memory.write(layout, values), memory.empty(layout)];
    new SoftmaxLayer(memory.arena, memory.runner, layout, layout).run(x, y);
    const found = memory.read(layout, y, values.length);
    new SoftmaxLayer(memory.arena, memory.runner, layout, layout).run(x, x);
    expect(memory.read(layout, x, values.length)).toEqual(found);
    return found;
  };

  test('agrees with float64, sums to 1, and gives the same bits in a panel and alone', () => {
    fc.assert(
      fc.property(
        int(1, 70),
        int(1, 17),
        fc.constantFrom(1, 10, 90),
        fc.integer(),
        (features, n, range, seed) => {
          const values = seededValues(seed, features * n, 'uniform').map((v) => v * range);
          const found = softmax(values, features, 8, Math.ceil(n / 8));
          expect(softmax(values, features, 1, n)).toEqual(found);
          for (let i = 0; i < n; i++) {
            const token = found.subarray(i * features, (i + 1) * features);
            const expected = softmaxReference(values.subarray(i * features, (i + 1) * features));
            expectWithin(token, expected, () => 8 * unit);
            const total = token.reduce((a, p) => a + p, 0);
            expect(Math.abs(total - 1)).toBeLessThanOrEqual(4 * unit * Math.max(1, Math.log2(features)));
          }
        },
      ),
      { seed: 42, numRuns: 150 },
    );
  });

  test('a shift by a power of two and an order of features change nothing but the order', () => {
    fc.assert(
      fc.property(int(2, 40), fc.integer(), (features, seed) => {
        const values = seededValues(seed, features, 'integer');
        const found = softmax(values, features, 8, 1);
        const moved = softmax(
          values.map((v) => v + 64),
          features,
          8,
          1,
        );
        expect(moved).toEqual(found);
        const turned = softmax(values.slice().reverse(), features, 8, 1).reverse();
        turned.forEach((p, c) => {
          expect(Math.abs(p - found[c]!)).toBeLessThanOrEqual(2 * unit * p);
        });
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  test('features of minus infinity get exactly 0', () => {
    const values = Float32Array.of(1, Number.NEGATIVE_INFINITY, 1, Number.NEGATIVE_INFINITY);
    expect([...softmax(values, 4, 8, 1)]).toEqual([0.5, 0, 0.5, 0]);
  });

  test('each pixel of an image on its own, whatever the border holds', () => {
    fc.assert(
      fc.property(
        int(1, 9),
        int(1, 3),
        int(1, 4),
        fc.constantFrom<1 | 8>(1, 8),
        fc.integer(),
        (channels, height, width, lanes, seed) => {
          memory.reset();
          const border = { top: 1, left: 2, bottom: 0, right: 1 };
          const input = activationLayout({ channels, height, width }, lanes, { groups: 2, border });
          const output = activationLayout({ channels, height, width }, lanes, { groups: 2 });
          const pixels = height * width;
          const values = seededValues(seed, 2 * lanes * channels * pixels, 'uniform');
          const [x, y] = [memory.write(input, values, Number.NaN), memory.empty(output)];
          new SoftmaxLayer(memory.arena, memory.runner, input, output).run(x, y);
          const found = memory.read(output, y);
          for (let sample = 0; sample < 2 * lanes; sample++) {
            for (let p = 0; p < pixels; p++) {
              const at = (c: number) => (sample * channels + c) * pixels + p;
              const expected = softmaxReference(Array.from({ length: channels }, (_, c) => values[at(c)]!));
              expected.forEach((v, c) => {
                expect(Math.abs(found[at(c)]! - v)).toBeLessThanOrEqual(8 * unit);
              });
            }
          }
        },
      ),
      { seed: 42, numRuns: 40 },
    );
  });
});

test('activations that differ are refused', () => {
  const memory = new KernelMemory('reproducible');
  const layout = (channels: number) => activationLayout({ channels, height: 1, width: 1 }, 8);
  expect(() => new SoftmaxLayer(memory.arena, memory.runner, layout(3), layout(4))).toThrow(RangeError);
});
