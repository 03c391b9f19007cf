import { describe, it } from 'vitest';
import { MaxTokensOperator } from '../../../../kernels/training/operators/max-tokens-operator.ts';
import { MeanTokensOperator } from '../../../../kernels/training/operators/mean-tokens-operator.ts';
import { expectNear } from './expect-near.ts';
import { differences, dot, drawn, TokenHarness, train } from './token-harness.ts';
import { maxTokens, meanTokens } from './token-references.ts';

const cases = [
  { features: 3, tokens: 8, lengths: [8] },
  { features: 8, tokens: 16, lengths: [13, 0, 16, 8, 9, 1, 2, 3, 4, 5] },
  { features: 6, tokens: 24, lengths: [20, 5, 24] },
];

describe.each(['reproducible', 'fast'] as const)('one vector of a sequence, %s', (build) => {
  describe.each([
    ['mean', meanTokens],
    ['max', maxTokens],
  ] as const)('%s', (kind, pool) => {
    it.each(cases)('gives the values and gradients of %o', ({ features, tokens, lengths }) => {
      const harness = new TokenHarness(build);
      const groups = (lengths.length * tokens) / 8;
      const input = harness.value(groups, features);
      const output = harness.value(Math.ceil(lengths.length / 8), features);
      const lengthsAt = harness.integers(lengths);
      const options = { input, output, sequences: lengths.length, tokens, lengthsAt };
      const operator =
        kind === 'mean' ? new MeanTokensOperator(options) : new MaxTokensOperator(harness.memory, options);
      const x = drawn(3, groups * 8 * features);
      const weights = drawn(4, output.groups * 8 * features);
      harness.write(input, x);
      // What stands there before does not show.
      harness.write(input, x, input.gradientAt);
      harness.write(output, weights, output.gradientAt);
      harness.run((program) => {
        operator.forward(program, train);
        operator.backward(program, train, new Set());
      });
      const reference = (v: readonly number[]) => pool(v, features, { lengths, tokens });
      expectNear(harness.read(output), reference(x), 'output', 1e-6);
      const expected = differences((v) => dot(reference(v), weights), x, 1e-7);
      expectNear(harness.read(input, input.gradientAt), expected, 'dx', 1e-6);
      harness.run((program) => operator.backward(program, train, new Set([input])));
      const twice = expected.map((v) => 2 * v);
      expectNear(harness.read(input, input.gradientAt), twice, 'twice dx', 1e-6);
    });
  });
});
