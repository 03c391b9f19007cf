import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  attentionReference,
  instantiateProgram,
  normReference,
} from '../../../../../kernels/index.ts';
import { seededValues } from '../../../../../kernels/testing/seeded-values.ts';
import { builds, KernelMemory } from '../../../../helpers/kernel-memory.ts';

const int = (min: number, max: number) => fc.integer({ min, max });
const unit = 2 ** -24;

describe.each(builds)('kernels on panels of eight tokens, %s build', (build) => {
  const memory = new KernelMemory(build);
  const { arena } = memory;
  const kernels = instantiateProgram(arena.memory, build);
  const panels = (channels: number, tokens: number) =>
    activationLayout({ channels, height: 1, width: 1 }, 8, { groups: Math.ceil(tokens / 8) });

  test('embeddings are the float32 products and sums, with zeros behind the last token', () => {
    const anyCase = fc.record({
      tokens: int(1, 27),
      rows: int(1, 9),
      fours: int(1, 5),
      placed: fc.boolean(),
      seed: int(0, 1e6),
    });
    fc.assert(
      fc.property(anyCase, ({ tokens, rows, fours, placed, seed }) => {
        arena.reset();
        const features = 4 * fours;
        const layout = panels(features, tokens);
        const table = Int8Array.from(seededValues(seed, rows * features, 'uniform'), (v) => v * 127.9);
        const scales = seededValues(seed + 1, rows, 'uniform');
        const positions = placed ? seededValues(seed + 2, tokens * features, 'uniform') : null;
        const ids = Int32Array.from(
          seededValues(seed + 3, tokens, 'uniform'),
          (v) => Math.abs(v) * (rows - 0.01),
        );
        const out = memory.empty(layout);
        const at = [arena.putIntegers(ids), tokens, arena.putBytes(new Uint8Array(table.buffer))] as const;
        const place = positions ? arena.putFloats(positions) : 0;
        kernels.embedBytes(...at, arena.putFloats(scales), place, features, out, layout.group);
        const expected = Float32Array.from({ length: layout.groups * 8 * features }, (_, i) => {
          const [t, f] = [Math.floor(i / features), i % features];
          if (t >= tokens) return 0;
          const scaled = Math.fround(table[ids[t]! * features + f]! * scales[ids[t]!]!);
          return positions ? scaled + positions[t * features + f]! : scaled;
        });
        expect(Array.from(memory.read(layout, out), (v) => v + 0)).toEqual(
          Array.from(expected, (v) => v + 0),
        );
      }),
    );
  });

  test('layer norm is within 24 roundings of float64, however large the mean is', () => {
    const anyCase = fc.record({
      tokens: int(1, 20),
      features: int(2, 70),
      mean: fc.constantFrom(0, 1, -30, 1000, -1e4),
      seed: int(0, 1e6),
    });
    fc.assert(
      fc.property(anyCase, ({ tokens, features, mean, seed }) => {
        arena.reset();
        const layout = panels(features, tokens);
        const x = seededValues(seed, tokens * features, 'uniform').map((v) => v + mean);
        const gamma = seededValues(seed + 1, features, 'uniform');
        const beta = seededValues(seed + 2, features, 'uniform');
        const [from, to] = [memory.write(layout, x), memory.empty(layout)];
        const parameters = [arena.putFloats(gamma), arena.putFloats(beta)] as const;
        kernels.normTokens(
          from,
          layout.groups,
          layout.group,
          features,
          0.01,
          ...parameters,
          to,
          layout.group,
        );
        const found = memory.read(layout, to, tokens * features);
        for (let t = 0; t < tokens; t++) {
          const token = x.subarray(t * features, (t + 1) * features);
          const plain = normReference('layer', token, { epsilon: 0.01 });
          normReference('layer', token, { gamma, beta, epsilon: 0.01 }).forEach((exact, f) => {
            const room = 24 * unit * (Math.abs(gamma[f]!) * (1 + Math.abs(plain[f]!)) + Math.abs(beta[f]!));
            expect(Math.abs(found[t * features + f]! - exact)).toBeLessThanOrEqual(room);
          });
        }
      }),
    );
  });

  test('attention is that of float64 within the roundings of its scores, whatever missing tokens hold', () => {
    const anyCase = fc.record({
      tokens: int(1, 37),
      heads: int(1, 3),
      features: int(1, 9),
      fours: int(1, 3),
      seed: int(0, 1e6),
    });
    fc.assert(
      fc.property(anyCase, ({ tokens, heads, features, fours, seed }) => {
        arena.reset();
        const valueFeatures = 4 * fours;
        const [layout, values] = [panels(heads * features, tokens), panels(heads * valueFeatures, tokens)];
        const draw = (s: number, n: number, most: number) =>
          seededValues(seed + s, n * heads * tokens, 'uniform').map((v) => v * most);
        const [q, k, v] = [draw(0, features, 3), draw(1, features, 3), draw(2, valueFeatures, 1)];
        const out = memory.empty(values);
        const scores = arena.allocate(values.groups * 256);
        const scale = 0.7;
        const places = [
          memory.write(layout, q),
          memory.write(layout, k),
          memory.write(values, v),
          out,
        ] as const;
        const shape = [tokens, tokens, heads, features, valueFeatures, scale, scores] as const;
        kernels.attendTokens(...places, layout.group, values.group, ...shape);
        const exact = attentionReference(
          { heads, features, valueFeatures, scale },
          ...([turned(q, tokens), turned(k, tokens), turned(v, tokens)] as const),
          tokens,
          tokens,
        );
        const found = memory.read(values, out, exact.length);
        // A score is off by a rounding a feature of its largest value, and e^score by as much, relatively.
        const room = unit * (32 + (features + 4) * features * 9 * scale * 2);
        found.forEach((value, i) => {
          const [t, f] = [Math.floor(i / (heads * valueFeatures)), i % (heads * valueFeatures)];
          expect(Math.abs(value - exact[f * tokens + t]!)).toBeLessThanOrEqual(room);
        });
      }),
    );
  });
});

/** [tokens][features] -> [features][tokens]. */
function turned(x: Float32Array, tokens: number): Float32Array {
  const features = x.length / tokens;
  return Float32Array.from(x, (_, i) => x[(i % tokens) * features + Math.floor(i / tokens)]!);
}
