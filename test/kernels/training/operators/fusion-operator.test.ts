import { describe, it } from 'vitest';
import { FusionOperator } from '../../../../kernels/training/operators/fusion-operator.ts';
import { expectNear } from './expect-near.ts';
import { differences, dot, drawn, TokenHarness, train } from './token-harness.ts';
import { fusion } from './token-references.ts';

describe.each(['reproducible', 'fast'] as const)('fusion of two towers, %s', (build) => {
  it.each([
    [1, 3],
    [2, 8],
  ])('gives the values and gradients of %i groups of %i features', (groups, features) => {
    const harness = new TokenHarness(build);
    const [a, b] = [harness.value(groups, features), harness.value(groups, features)];
    const output = harness.value(groups, 4 * features);
    const operator = new FusionOperator({ a, b, output });
    const x = drawn(1, groups * 8 * features);
    // Some are equal, where the gradient of the distance is 0.
    const y = drawn(2, x.length).map((v, i) => (i % 5 === 0 ? x[i]! : v));
    const weights = drawn(3, groups * 32 * features);
    harness.write(a, x);
    harness.write(b, y);
    harness.write(output, weights, output.gradientAt);
    harness.run((program) => {
      operator.forward(program, train);
      operator.backward(program, train, new Set());
    });
    expectNear(harness.read(output), fusion(x, y, features), 'output', 1e-6);
    const da = differences((v) => dot(fusion(v, y, features), weights), x, 1e-7);
    const db = differences((v) => dot(fusion(x, v, features), weights), y, 1e-7);
    expectNear(harness.read(a, a.gradientAt), da, 'da', 1e-6);
    expectNear(harness.read(b, b.gradientAt), db, 'db', 1e-6);
    harness.run((program) => operator.backward(program, train, new Set([b])));
    expectNear(harness.read(a, a.gradientAt), da, 'da again', 1e-6);
    const twice = db.map((v) => 2 * v);
    expectNear(harness.read(b, b.gradientAt), twice, 'twice db', 1e-6);
  });

  it('takes one value as both towers', () => {
    const harness = new TokenHarness(build);
    const a = harness.value(1, 4);
    const output = harness.value(1, 16);
    const operator = new FusionOperator({ a, b: a, output });
    const x = drawn(1, 32);
    const weights = drawn(3, 128);
    harness.write(a, x);
    harness.write(output, weights, output.gradientAt);
    harness.run((program) => {
      operator.forward(program, train);
      operator.backward(program, train, new Set());
    });
    const expected = differences((v) => dot(fusion(v, v, 4), weights), x);
    expectNear(harness.read(a, a.gradientAt), expected, 'da', 1e-6);
  });
});
