import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationLayout, NormLayer, normReference } from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { builds, KernelMemory } from '../../../helpers/kernel-memory.ts';

const unit = 2 ** -24;
const int = (min: number, max: number) => fc.integer({ min, max });
const kinds = ['layer', 'rms'] as const;

const anyTokens = fc
  .record({ features: int(1, 70), n: int(1, 17), mean: fc.constantFrom(0, 3, -1000), seed: fc.integer() })
  .map(({ features, n, mean, seed }) => ({
    features,
    n,
    values: seededValues(seed, features * n, 'uniform').map((v) => v + mean),
    gamma: seededValues(seed + 1, features, 'uniform'),
    beta: seededValues(seed + 2, features, 'uniform'),
  }));

describe.each(builds)('normalisation, %s build', (build) => {
  const memory = new KernelMemory(build);
  const run = (
    kind: (typeof kinds)[number],
    values: Float32Array,
    features: number,
    lanes: 1 | 8,
    parameters: { gamma?: Float32Array; beta?: Float32Array; epsilon?: number } = {},
  ) => {
    memory.reset();
    const groups = Math.ceil(values.length / features / lanes);
    const layout = activationLayout({ channels: features, height: 1, width: 1 }, lanes, { groups });
    const [x, y] = [memory.write(layout, values), memory.empty(layout)];
    const norm = new NormLayer(memory.arena, memory.runner, kind, parameters, layout, layout);
    norm.run(x, y);
    const found = memory.read(layout, y, values.length);
    norm.run(x, x);
    expect(memory.read(layout, x, values.length)).toEqual(found);
    return found;
  };

  test.each(kinds)(
    '%s norm keeps its stated bound, also under a large mean, and lanes do not meet',
    (kind) => {
      fc.assert(
        fc.property(anyTokens, ({ features, n, values, gamma, beta }) => {
          const found = run(kind, values, features, 8, { gamma, beta });
          expect(run(kind, values, features, 1, { gamma, beta })).toEqual(found);
          for (let i = 0; i < n; i++) {
            const token = values.subarray(i * features, (i + 1) * features);
            const expected = normReference(kind, token, { gamma, beta });
            const plain = normReference(kind, token);
            expected.forEach((v, c) => {
              const bound = 4 * unit * (Math.abs(gamma[c]! * plain[c]!) + Math.abs(beta[c]!)) + 2 ** -149;
              expect(Math.abs(found[i * features + c]! - v)).toBeLessThanOrEqual(bound);
            });
          }
        }),
        { seed: 42, numRuns: 120 },
      );
    },
  );

  test('layer norm has mean 0 and variance 1, and does not see a shift or a scale', () => {
    fc.assert(
      fc.property(int(4, 60), fc.integer(), (features, seed) => {
        const values = seededValues(seed, features, 'integer');
        if (new Set(values).size < 2) return;
        const found = run('layer', values, features, 8, { epsilon: 0 });
        const mean = found.reduce((a, v) => a + v, 0) / features;
        const variance = found.reduce((a, v) => a + (v - mean) ** 2, 0) / features;
        expect(Math.abs(mean)).toBeLessThan(1e-6);
        expect(Math.abs(variance - 1)).toBeLessThan(1e-6);
        const moved = run(
          'layer',
          values.map((v) => 4 * v + 4096),
          features,
          8,
          { epsilon: 0 },
        );
        moved.forEach((v, i) => {
          expect(Math.abs(v - found[i]!)).toBeLessThanOrEqual(2 * unit * Math.abs(v));
        });
      }),
      { seed: 42, numRuns: 80 },
    );
  });

  test('RMS norm has mean square 1, and does not see a scale', () => {
    fc.assert(
      fc.property(int(1, 60), fc.integer(), (features, seed) => {
        const values = seededValues(seed, features, 'integer').map((v) => v || 1);
        const found = run('rms', values, features, 8, { epsilon: 0 });
        expect(Math.abs(found.reduce((a, v) => a + v * v, 0) / features - 1)).toBeLessThan(1e-6);
        expect(
          run(
            'rms',
            values.map((v) => v * 1024),
            features,
            8,
            { epsilon: 0 },
          ),
        ).toEqual(found);
      }),
      { seed: 42, numRuns: 80 },
    );
  });

  test('equal features become beta, not a division by 0', () => {
    const beta = Float32Array.of(1, 2, 3);
    expect([...run('layer', new Float32Array(3).fill(5), 3, 8, { beta })]).toEqual([1, 2, 3]);
  });

  test('each pixel of an image is normalised over its channels', () => {
    memory.reset();
    const volume = { channels: 5, height: 2, width: 3 };
    const border = { top: 1, left: 1, bottom: 0, right: 0 };
    const values = seededValues(3, 30 * 8, 'uniform');
    for (const lanes of [1, 8] as const) {
      const input = activationLayout(volume, lanes, { groups: 8 / lanes, border });
      const output = activationLayout(volume, lanes, { groups: 8 / lanes });
      const [x, y] = [memory.write(input, values, Number.NaN), memory.empty(output)];
      new NormLayer(memory.arena, memory.runner, 'layer', {}, input, output).run(x, y);
      const found = memory.read(output, y);
      for (let sample = 0; sample < 8; sample++) {
        for (let p = 0; p < 6; p++) {
          const at = (c: number) => sample * 30 + c * 6 + p;
          const expected = normReference(
            'layer',
            [0, 1, 2, 3, 4].map((c) => values[at(c)]!),
          );
          expected.forEach((v, c) => {
            expect(Math.abs(found[at(c)]! - v)).toBeLessThanOrEqual(4 * unit * Math.abs(v));
          });
        }
      }
    }
  });
});

test('parameters that do not fit are refused', () => {
  const memory = new KernelMemory('reproducible');
  const layout = activationLayout({ channels: 3, height: 1, width: 1 }, 8);
  const make = (parameters: object) => () =>
    new NormLayer(memory.arena, memory.runner, 'layer', parameters, layout, layout);
  for (const wrong of [{ gamma: [1, 2] }, { beta: [1, 2, Number.NaN] }, { epsilon: -1 }]) {
    expect(make(wrong)).toThrow(RangeError);
  }
});
