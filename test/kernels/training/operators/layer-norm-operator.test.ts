import { describe, expect, it } from 'vitest';
import { LayerNormOperator } from '../../../../kernels/training/operators/layer-norm-operator.ts';
import { vectorParameter } from '../../../../kernels/training/parameter.ts';
import { expectNear } from './expect-near.ts';
import { differences, dot, drawn, TokenHarness, train } from './token-harness.ts';
import { layerNorm } from './token-references.ts';

describe.each(['reproducible', 'fast'] as const)('layer norm, %s', (build) => {
  function setUp(groups: number, features: number, seed: number) {
    const harness = new TokenHarness(build);
    const { memory } = harness;
    const [input, output] = [harness.value(groups, features), harness.value(groups, features)];
    const gamma = vectorParameter(memory, 'gamma', [features], 2);
    const beta = vectorParameter(memory, 'beta', [features], 2);
    const operator = new LayerNormOperator(memory, { input, output, gamma, beta, shard: 1 });
    const x = drawn(seed, groups * 8 * features).map((v) => v + 3);
    const [scale, shift] = [drawn(seed + 1, features), drawn(seed + 2, features)];
    const weights = drawn(seed + 3, x.length);
    harness.write(input, x);
    harness.write(output, weights, output.gradientAt);
    memory.view(gamma.values).set(scale);
    memory.view(beta.values).set(shift);
    return { harness, input, output, gamma, beta, operator, x, scale, shift, weights };
  }

  it.each([
    [1, 3],
    [2, 8],
    [3, 13],
  ])('gives the values and gradients of %i groups of %i features', (groups, features) => {
    const { harness, input, output, gamma, beta, operator, x, scale, shift, weights } = setUp(
      groups,
      features,
      groups * 100 + features,
    );
    harness.run((program) => {
      operator.forward(program, train);
      operator.backward(program, train, new Set());
    });
    expectNear(harness.read(output), layerNorm(x, scale, shift), 'y');
    const loss = (a: readonly number[], b: readonly number[], c: readonly number[]) =>
      dot(layerNorm(a, b, c), weights);
    const dx = differences((v) => loss(v, scale, shift), x);
    expectNear(harness.read(input, input.gradientAt), dx, 'dx', 1e-4);
    const view = (p: typeof gamma) => [...harness.memory.view(p.gradients[1]!)].slice(0, features);
    expectNear(
      view(gamma),
      differences((v) => loss(x, v, shift), scale),
      'dGamma',
    );
    expectNear(
      view(beta),
      differences((v) => loss(x, scale, v), shift),
      'dBeta',
    );
    expect([...harness.memory.view(gamma.gradients[0]!)].every((v) => v === 0)).toBe(true);
  });

  // Sums over tokens are reduced every 32 groups and at the end.
  it.each([64, 70])('adds to gradients that are there, and sums parameters over %i groups', (groups) => {
    const { harness, input, gamma, operator, x, scale, shift, weights } = setUp(groups, 4, 9);
    harness.run((program) => {
      operator.forward(program, train);
      operator.backward(program, train, new Set());
    });
    const once = harness.read(input, input.gradientAt);
    const sums = [...harness.memory.view(gamma.gradients[1]!)];
    const expected = differences((v) => dot(layerNorm(x, v, shift), weights), scale);
    expectNear(sums, expected, 'dGamma', 1e-4);
    harness.run((program) => operator.backward(program, train, new Set([input])));
    expectNear(
      harness.read(input, input.gradientAt),
      once.map((v) => 2 * v),
      'twice dx',
    );
    expectNear(
      [...harness.memory.view(gamma.gradients[1]!)],
      sums.map((v) => 2 * v),
      'twice dGamma',
    );
  });

  it('refuses scales of another length', () => {
    const { harness, input, output, beta } = setUp(1, 8, 1);
    const gamma = vectorParameter(harness.memory, 'gamma', [7], 1);
    expect(() => new LayerNormOperator(harness.memory, { input, output, gamma, beta, shard: 0 })).toThrow(
      /gamma has shape \[7\].*\[8\]/,
    );
  });
});
