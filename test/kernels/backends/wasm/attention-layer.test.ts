import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ActivationLayout,
  AttentionLayer,
  type AttentionShape,
  activationLayout,
  attentionReference,
  ladderMatmulReference,
  MatrixLayer,
  matmulReference,
  packBlockLadder,
  packCsr,
} from '../../../../kernels/index.ts';
import { vectorShape } from '../../../../kernels/ops/conv2d/conv2d-shape.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds, KernelMemory } from '../../../helpers/kernel-memory.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

interface AttentionCase {
  readonly shape: AttentionShape;
  readonly queries: number;
  readonly keys: number;
  readonly seed: number;
}

const anyCase: fc.Arbitrary<AttentionCase> = fc
  .record({
    keyHeads: int(1, 3),
    share: int(1, 2),
    features: int(1, 9),
    valueFeatures: int(1, 9),
    causal: fc.boolean(),
    queries: int(1, 20),
    more: int(0, 12),
    seed: fc.integer(),
  })
  .map(({ keyHeads, share, features, valueFeatures, causal, queries, more, seed }) => ({
    shape: { heads: keyHeads * share, keyHeads, features, valueFeatures, causal },
    queries,
    keys: causal ? queries + more : more + 1,
    seed,
  }));

/** Matrices [features][tokens], a column a token. */
function operands({ shape, queries, keys, seed }: AttentionCase) {
  const keyHeads = shape.keyHeads ?? shape.heads;
  const valueFeatures = shape.valueFeatures ?? shape.features;
  const draw = (n: number, scale: number, s: number) =>
    seededValues(seed + s, n, 'uniform').map((v) => v * scale);
  return {
    q: draw(shape.heads * shape.features * queries, 3, 0),
    k: draw(keyHeads * shape.features * keys, 3, 1),
    v: draw(keyHeads * valueFeatures * keys, 1, 2),
    rows: shape.heads * valueFeatures,
  };
}

/** [features][tokens] -> [tokens][features], as activations are written. */
function turn(x: Float32Array, tokens: number): Float32Array {
  const features = x.length / tokens;
  return Float32Array.from(x, (_, i) => x[(i % features) * tokens + Math.floor(i / features)]!);
}

describe.each(builds)('attention, %s build', (build) => {
  const memory = new KernelMemory(build);

  function attend(c: AttentionCase, q: Float32Array, k: Float32Array, v: Float32Array): Float32Array {
    const scratch = memory.reset();
    const layer = new AttentionLayer(memory.arena, memory.runner, scratch, c.shape, {
      queries: c.queries + 3,
      keys: c.keys + 9,
    });
    const [a, b, d] = [
      memory.write(layer.queries, turn(q, c.queries)),
      memory.write(layer.keys, turn(k, c.keys)),
      memory.write(layer.values, turn(v, c.keys)),
    ];
    const out = memory.empty(layer.output);
    layer.run(a, b, d, out, c.queries, c.keys);
    const rows = layer.output.channels;
    return turn(memory.read(layer.output, out, rows * c.queries), rows);
  }

  test('agrees with float64, whatever stands behind the last token', () => {
    fc.assert(
      fc.property(anyCase, (c) => {
        const { q, k, v } = operands(c);
        const found = attend(c, q, k, v);
        const expected = attentionReference(c.shape, q, k, v, c.queries, c.keys);
        expectWithin(found, expected, () => 2e-5);
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  test('the weights of a query sum to 1: values of one come out as one', () => {
    fc.assert(
      fc.property(anyCase, (c) => {
        const { q, k, v } = operands(c);
        for (const y of attend(c, q, k, v.fill(1))) expect(Math.abs(y - 1)).toBeLessThan(1e-6);
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  test('one token returns its values, bit by bit', () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const c = { ...drawn, queries: 1, keys: 1 };
        const { q, k, v } = operands(c);
        const found = attend(c, q, k, v);
        const { heads, keyHeads = heads, features, valueFeatures = features } = c.shape;
        found.forEach((y, i) => {
          const shared = Math.floor((Math.floor(i / valueFeatures) * keyHeads) / heads);
          expect(y).toBe(v[shared * valueFeatures + (i % valueFeatures)]);
        });
      }),
      { seed: 42, numRuns: 40 },
    );
  });

  test('without a mask, permuted queries give permuted outputs, and the order of keys does not matter', () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const c = { ...drawn, shape: { ...drawn.shape, causal: false } };
        const { q, k, v } = operands(c);
        const permute = (x: Float32Array, n: number, order: Int32Array) =>
          x.map((_, i) => x[Math.floor(i / n) * n + order[i % n]!]!);
        const byQuery = seededOrder(c.seed, c.queries);
        const byKey = seededOrder(c.seed + 1, c.keys);
        const expected = permute(attend(c, q, k, v), c.queries, byQuery);
        expect(attend(c, permute(q, c.queries, byQuery), k, v)).toEqual(expected);
        const both = attend(
          c,
          permute(q, c.queries, byQuery),
          permute(k, c.keys, byKey),
          permute(v, c.keys, byKey),
        );
        expectWithin(both, expected, () => 1e-5);
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  test('causal: what comes later changes nothing before it, bit by bit', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), (drawn, pick) => {
        const n = drawn.queries;
        const c = { ...drawn, keys: n, shape: { ...drawn.shape, causal: true } };
        const { q, k, v } = operands(c);
        const first = pick % n;
        const change = (x: Float32Array) => x.map((value, i) => (i % n > first ? 5 - value : value));
        const before = attend(c, q, k, v);
        const after = attend(c, change(q), change(k), change(v));
        after.forEach((y, i) => {
          if (i % n <= first) expect(y).toBe(before[i]);
        });
        // One token at a time against the keys so far is the same computation.
        const cut = (x: Float32Array) => x.filter((_, i) => i % n <= first);
        const lastOf = (x: Float32Array) => x.filter((_, i) => i % n === first);
        const step = attend({ ...c, queries: 1, keys: first + 1 }, lastOf(q), cut(k), cut(v));
        expect(step).toEqual(lastOf(before));
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  test('a whole self-attention block, its projections dense, a ladder and compressed rows', () => {
    const [features, heads, n] = [24, 3, 13];
    const shape = { heads, features: 8, causal: true };
    const tokens = (channels: number): ActivationLayout =>
      activationLayout({ channels, height: 1, width: 1 }, 8, { groups: Math.ceil(n / 8) });
    const weight = (seed: number, density = 1) => ({
      rows: features,
      cols: features,
      values: seededValues(seed, features * features, 'uniform', density).map((v) => v / 4),
    });
    const [wq, wk, wv, wo] = [weight(1), weight(2), weight(3, 0.2), weight(4)];
    const order = seededOrder(5, 6 * features);
    const ladder = packBlockLadder(wk, order, [144, 80, 20]);
    const x = seededValues(9, features * n, 'uniform');
    for (const level of [0, 1, 2]) {
      const scratch = memory.reset();
      const layer = new AttentionLayer(memory.arena, memory.runner, scratch, shape, { queries: n, keys: n });
      const make = (weights: ConstructorParameters<typeof MatrixLayer>[3], output: ActivationLayout) =>
        new MatrixLayer(
          ...([memory.arena, memory.runner, scratch, weights] as const),
          ...([vectorShape(features), {}, tokens(features), output] as const),
        );
      const at = memory.write(tokens(features), turn(x, n));
      const [q, k, v, a, y] = [layer.queries, layer.keys, layer.values, layer.output, tokens(features)].map(
        (l) => memory.empty(l),
      ) as [number, number, number, number, number];
      make({ dense: wq }, layer.queries).dense(at, q);
      make({ ladder }, layer.keys).ladder(at, k, level);
      make({ csr: packCsr(wv) }, layer.values).csr(at, v);
      layer.run(q, k, v, a, n, n);
      make({ dense: wo }, tokens(features)).dense(a, y);
      const found = turn(memory.read(tokens(features), y, features * n), features);
      const expected = matmulReference(
        wo,
        attentionReference(
          shape,
          matmulReference(wq, x, n),
          ladderMatmulReference(ladder, level, x, n),
          matmulReference(wv, x, n),
          n,
          n,
        ),
        n,
      );
      expectWithin(found, expected, () => 1e-5);
    }
  });
});

test.each([
  [{ heads: 0, features: 4 }, 1, 1],
  [{ heads: 3, keyHeads: 2, features: 4 }, 1, 1],
  [{ heads: 1, features: 4, scale: Number.NaN }, 1, 1],
  [{ heads: 1, features: 4, causal: true }, 3, 2],
  [{ heads: 1, features: 4 }, 1, 0],
  [{ heads: 1, features: 4 }, 9, 1],
])('%j with %d queries and %d keys is refused', (shape, queries, keys) => {
  const memory = new KernelMemory('reproducible');
  expect(() => {
    const layer = new AttentionLayer(memory.arena, memory.runner, memory.reset(), shape, {
      queries: 8,
      keys: 8,
    });
    layer.run(0, 0, 0, 0, queries, keys);
  }).toThrow(RangeError);
});
