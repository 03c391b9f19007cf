import { describe, expect, it } from 'vitest';
import { AttentionOperator } from '../../../../kernels/training/operators/attention-operator.ts';
import { expectNear } from './expect-near.ts';
import { differences, dot, drawn, pick, TokenHarness, train } from './token-harness.ts';
import { attention } from './token-references.ts';

const cases = [
  { heads: 1, features: 4, tokens: 8, lengths: [8] },
  { heads: 2, features: 4, tokens: 16, lengths: [13, 0, 16] },
  { heads: 3, features: 8, tokens: 24, lengths: [1, 17] },
  { heads: 1, features: 12, tokens: 16, lengths: [9, 5] },
  // More queries than backward takes at a time.
  { heads: 1, features: 4, tokens: 144, lengths: [139] },
];

describe.each(['reproducible', 'fast'] as const)('attention, %s', (build) => {
  function setUp({ heads, features, tokens, lengths }: (typeof cases)[number], spread = 2) {
    const harness = new TokenHarness(build);
    const groups = (lengths.length * tokens) / 8;
    const width = heads * features;
    const [query, key, value, output] = [1, 2, 3, 4].map(() => harness.value(groups, width));
    const lengthsAt = harness.integers(lengths);
    const operator = new AttentionOperator(harness.memory, {
      ...{ query: query!, key: key!, value: value!, output: output! },
      ...{ heads, sequences: lengths.length, tokens, lengthsAt, shard: 0 },
    });
    const inputs = [query!, key!, value!];
    const x = inputs.map((_, i) => drawn(i + 5, groups * 8 * width).map((v) => v * (i < 2 ? spread : 1)));
    const weights = drawn(77, groups * 8 * width);
    for (const [i, input] of inputs.entries()) harness.write(input, x[i]!);
    // What stands there before does not show.
    for (const v of [...inputs, output!]) harness.write(v, weights, v.gradientAt);
    harness.write(output!, weights);
    const reference = (q: readonly number[], k: readonly number[], v: readonly number[]): number[] =>
      attention(q, k, v, heads, { lengths, tokens });
    return { harness, inputs, output: output!, operator, x, weights, reference, lengthsAt };
  }

  it.each(cases)('gives the values and gradients of %o', (shape) => {
    const { tokens } = shape;
    const { harness, inputs, output, operator, x, weights, reference } = setUp(shape);
    const [q, k, v] = x as [number[], number[], number[]];
    harness.run((program) => operator.forward(program, { level: 0, mode: 'evaluate' }));
    expectNear(harness.read(output), reference(q, k, v), 'output', 5e-6);
    harness.run((program) => {
      operator.forward(program, train);
      operator.backward(program, train, new Set());
    });
    expectNear(harness.read(output), reference(q, k, v), 'output', 5e-6);
    const count = tokens > 100 ? 19 : Math.min(q.length, 97);
    const expected = [
      differences((a) => dot(reference(a, k, v), weights), q, 1e-4, count),
      differences((a) => dot(reference(q, a, v), weights), k, 1e-4, count),
      differences((a) => dot(reference(q, k, a), weights), v, 1e-4, count),
    ];
    const gradient = (i: number) => pick(harness.read(inputs[i]!, inputs[i]!.gradientAt), count);
    for (const i of inputs.keys()) expectNear(gradient(i), expected[i]!, `gradient ${i}`);
    harness.run((program) => operator.backward(program, train, new Set(inputs)));
    for (const i of inputs.keys()) {
      const twice = expected[i]!.map((g) => 2 * g);
      expectNear(gradient(i), twice, `gradient ${i} twice`);
    }
  });

  it('follows lengths that change between steps', () => {
    const shape = { heads: 1, features: 8, tokens: 24, lengths: [24, 24] };
    const { harness, inputs, output, operator, x, lengthsAt } = setUp(shape);
    const [q, k, v] = x as [number[], number[], number[]];
    const step = (): void =>
      harness.run((program) => {
        operator.forward(program, train);
        operator.backward(program, train, new Set());
      });
    const weights = drawn(77, q.length);
    step();
    const lengths = [11, 2];
    harness.memory.arena.integers(lengthsAt, 2).set(lengths);
    step();
    const reference = (a: readonly number[]) => attention(q, k, a, 1, { lengths, tokens: 24 });
    expectNear(harness.read(output), reference(v), 'output', 5e-6);
    const expected = differences((a) => dot(reference(a), weights), v);
    expectNear(harness.read(inputs[2]!, inputs[2]!.gradientAt), expected, 'dV');
  });

  it('is exact where one key takes all', () => {
    const shape = { heads: 1, features: 4, tokens: 8, lengths: [7] };
    const { harness, output, operator, x, reference } = setUp(shape, 60);
    const [q, k, v] = x as [number[], number[], number[]];
    harness.run((program) => operator.forward(program, train));
    expectNear(harness.read(output), reference(q, k, v), 'output', 1e-4);
  });

  it('refuses heads that are no multiple of 4 features and ragged room', () => {
    const harness = new TokenHarness(build);
    const [query, key, value, output] = [1, 2, 3, 4].map(() => harness.value(1, 12)) as never[];
    const make = (heads: number, tokens: number) => () =>
      new AttentionOperator(harness.memory, {
        ...{ query: query!, key: key!, value: value!, output: output! },
        ...{ heads, sequences: 1, tokens, lengthsAt: 0, shard: 0 },
      });
    expect(make(2, 8)).toThrow(/12 features in 2 heads; each head must have a multiple of 4/);
    expect(make(3, 9)).toThrow(/tokens a multiple of 8/);
    expect(make(3, 16)).toThrow(/1 groups of 12 features; it must be 2/);
  });
});
