import { describe, expect, test } from 'vitest';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { BatchNormStatistics } from '../../../../kernels/training/batch-norm-statistics.ts';
import { BatchNormOperator } from '../../../../kernels/training/operators/batch-norm-operator.ts';
import { vectorParameter } from '../../../../kernels/training/parameter.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds } from '../../../helpers/kernel-memory.ts';
import { numericGradient, TrainingBench } from '../../../helpers/training-bench.ts';

interface Shape {
  readonly samples: number;
  readonly channels: number;
  readonly pixels: number;
}

/** Mean and variance by channel of [samples][channels][pixels]. */
function moments(x: ArrayLike<number>, { samples, channels, pixels }: Shape) {
  const n = samples * pixels;
  const at = (s: number, c: number, p: number) => x[(s * channels + c) * pixels + p]!;
  return Array.from({ length: channels }, (_, c) => {
    let mean = 0;
    let variance = 0;
    for (let s = 0; s < samples; s++) for (let p = 0; p < pixels; p++) mean += at(s, c, p) / n;
    for (let s = 0; s < samples; s++)
      for (let p = 0; p < pixels; p++) variance += (at(s, c, p) - mean) ** 2 / n;
    return { mean, variance };
  });
}

function reference(
  x: ArrayLike<number>,
  shape: Shape,
  gamma: ArrayLike<number>,
  beta: ArrayLike<number>,
  options: { relu: boolean; residual?: ArrayLike<number>; statistics?: ReturnType<typeof moments> },
): Float64Array {
  const of = options.statistics ?? moments(x, shape);
  return Float64Array.from(x, (v, i) => {
    const c = Math.floor(i / shape.pixels) % shape.channels;
    const { mean, variance } = of[c]!;
    const y = (gamma[c]! * (v - mean)) / Math.sqrt(variance + 1e-5) + beta[c]! + (options.residual?.[i] ?? 0);
    return options.relu ? Math.max(y, 0) : y;
  });
}

const cases = [
  { groups: 1, channels: 3, height: 2, width: 3, borders: [0, 0, 0], relu: false, residual: false },
  { groups: 2, channels: 2, height: 3, width: 2, borders: [0, 1, 0], relu: true, residual: false },
  { groups: 1, channels: 5, height: 3, width: 1, borders: [1, 2, 0], relu: true, residual: true },
  { groups: 3, channels: 1, height: 1, width: 5, borders: [0, 0, 1], relu: false, residual: true },
];

describe.each(builds)('batch norm, %s build', (build) => {
  test.each(cases)(
    'obeys its definition and its differences: %o',
    ({ groups, channels, height, width, ...c }) => {
      const bench = new TrainingBench(build);
      const [levels, level, shard] = [2, 1, 1];
      const shape = { samples: groups * 8, channels, pixels: height * width };
      const size = shape.samples * channels * shape.pixels;
      const value = (name: string, border: number) =>
        bench.value(name, { channels, height, width, border, groups });
      const input = value('x', c.borders[0]!);
      const output = value('y', c.borders[1]!);
      const added = c.residual ? value('r', c.borders[2]!) : undefined;
      const scale = vectorParameter(bench.memory, 'gamma', [levels, channels], 2);
      const bias = vectorParameter(bench.memory, 'beta', [levels, channels], 2);
      const statistics = new BatchNormStatistics(bench.memory, levels, channels, 2);
      const operator = new BatchNormOperator(bench.memory, {
        ...{ name: 'norm', input, output, shard, scale, bias, statistics, relu: c.relu },
        ...(added && { residual: added }),
      });
      const pass = { level, mode: 'train' as const };

      const x = seededValues(1, size, 'uniform').map((v, i) => v * 3 + (i % 7) - 2);
      const residual = c.residual ? seededValues(2, size, 'uniform') : undefined;
      const gamma = seededValues(3, channels, 'uniform').map((v) => v + 1.5);
      const beta = seededValues(4, channels, 'uniform');
      const weights = seededValues(5, size, 'uniform');
      bench.write(input, input.at, x);
      if (added) bench.write(added, added.at, residual!);
      bench.memory.view(scale.values).set(gamma, level * channels);
      bench.memory.view(bias.values).set(beta, level * channels);

      const options = { relu: c.relu, ...(residual && { residual }) };
      const forward = (v: ArrayLike<number>, g: ArrayLike<number> = gamma, b: ArrayLike<number> = beta) =>
        reference(v, shape, g, b, options);
      bench.run((program) => operator.forward(program, pass));
      expectWithin(bench.read(output, output.at), forward(x), () => 1e-5);
      expect(bench.bordersZero(output, output.at)).toBe(true);

      bench.write(output, output.gradientAt, weights);
      bench.write(input, input.gradientAt, new Float32Array(size).fill(Number.NaN));
      if (added) bench.write(added, added.gradientAt, new Float32Array(size).fill(Number.NaN));
      const written = new Set([output]);
      bench.run((program) => operator.backward(program, pass, written));
      expect([...written]).toEqual(added ? [output, input, added] : [output, input]);
      const dx = numericGradient((v) => forward(v), x, weights);
      const bound = () => 2e-5;
      expectWithin(bench.read(input, input.gradientAt), dx, bound, 'dx');
      expect(bench.bordersZero(input, input.gradientAt)).toBe(true);
      const mask = forward(x).map((v, i) => (c.relu && v <= 0 ? 0 : weights[i]!));
      if (added) {
        expectWithin(bench.read(added, added.gradientAt), mask, bound, 'dr');
        expect(bench.bordersZero(added, added.gradientAt)).toBe(true);
      }
      const gradient = (parameter: typeof scale, of: number) =>
        bench.memory.view(parameter.gradients[of]!).slice(level * channels, (level + 1) * channels);
      const dGamma = numericGradient((g) => forward(x, g), gamma, weights);
      const dBeta = numericGradient((b) => forward(x, gamma, b), beta, weights);
      expectWithin(gradient(scale, shard), dGamma, () => 1e-4, 'dGamma');
      expectWithin(gradient(bias, shard), dBeta, () => 1e-4, 'dBeta');
      for (const parameter of [scale, bias]) {
        expect(bench.memory.view(parameter.gradients[1 - shard]!).every((v) => v === 0)).toBe(true);
        expect(
          bench.memory
            .view(parameter.gradients[shard]!)
            .slice(0, level * channels)
            .every((v) => v === 0),
        ).toBe(true);
      }

      // What is written already is added to.
      bench.run((program) =>
        operator.backward(program, pass, new Set([output, input, ...(added ? [added] : [])])),
      );
      const twice = (v: ArrayLike<number>) => Float64Array.from(v, (d) => 2 * d);
      expectWithin(bench.read(input, input.gradientAt), twice(dx), bound, 'dx added');
      if (added) expectWithin(bench.read(added, added.gradientAt), twice(mask), bound, 'dr added');
      expectWithin(gradient(scale, shard), twice(dGamma), () => 2e-4, 'dGamma added');
      expectWithin(gradient(bias, shard), twice(dBeta), () => 2e-4, 'dBeta added');
    },
  );

  test('keeps its digits where the mean is far greater than the deviation', () => {
    const bench = new TrainingBench(build);
    const shape = { channels: 2, height: 4, width: 5, groups: 2 };
    const [input, output] = [bench.value('x', shape), bench.value('y', shape)];
    const scale = vectorParameter(bench.memory, 'gamma', [1, 2], 1);
    const bias = vectorParameter(bench.memory, 'beta', [1, 2], 1);
    bench.memory.view(scale.values).set([1, 2]);
    const statistics = new BatchNormStatistics(bench.memory, 1, 2, 1);
    const operator = new BatchNormOperator(bench.memory, {
      ...{ name: 'norm', input, output, shard: 0, scale, bias, statistics, relu: false },
    });
    const x = seededValues(9, 640, 'uniform').map((v) => v + 500);
    bench.write(input, input.at, x);
    bench.run((program) => operator.forward(program, { level: 0, mode: 'train' }));
    const expected = reference(x, { samples: 16, channels: 2, pixels: 20 }, [1, 2], [0, 0], { relu: false });
    expectWithin(bench.read(output, output.at), expected, () => 1e-3);
  });

  test('folds shards as one batch into running statistics, which evaluate uses', () => {
    const bench = new TrainingBench(build);
    const [levels, level, shards, channels] = [2, 1, 3, 3];
    const shape = { channels, height: 2, width: 2, groups: 1 };
    const scale = vectorParameter(bench.memory, 'gamma', [levels, channels], shards);
    const bias = vectorParameter(bench.memory, 'beta', [levels, channels], shards);
    bench.memory.view(scale.values).set([9, 9, 9, 1, 2, 0.5]);
    bench.memory.view(bias.values).set([9, 9, 9, 0, 1, -1]);
    const statistics = new BatchNormStatistics(bench.memory, levels, channels, shards);
    const momentum = bench.memory.floats(1);
    const values = Array.from({ length: shards }, (_, shard) => {
      const [input, output] = [bench.value('x', shape), bench.value('y', shape)];
      const options = { name: 'norm', input, output, shard, scale, bias, statistics, relu: true };
      return { input, output, operator: new BatchNormOperator(bench.memory, options) };
    });
    const running = { mean: [0, 0, 0], variance: [1, 1, 1] };
    const whole = { samples: shards * 8, channels, pixels: 4 };
    for (const [step, by] of [0.5, 0.25].entries()) {
      const x = seededValues(step + 20, shards * 96, 'uniform').map((v, i) => v * (1 + (i % 3)) + i / 96);
      values.forEach(({ input }, s) => {
        bench.write(input, input.at, x.subarray(s * 96, (s + 1) * 96));
      });
      bench.memory.view(momentum)[0] = by;
      bench.run((program) => {
        for (const { operator } of values) operator.forward(program, { level, mode: 'train' });
        statistics.update(program, level, momentum.at);
      });
      moments(x, whole).forEach(({ mean, variance }, c) => {
        running.mean[c]! += by * (mean - running.mean[c]!);
        running.variance[c]! += by * (variance - running.variance[c]!);
      });
    }
    expectWithin(bench.memory.view(statistics.mean), [0, 0, 0, ...running.mean], () => 1e-6, 'mean');
    expectWithin(
      bench.memory.view(statistics.variance),
      [1, 1, 1, ...running.variance],
      () => 1e-5,
      'variance',
    );

    const { input, output, operator } = values[1]!;
    bench.run((program) => operator.forward(program, { level, mode: 'evaluate' }));
    const stored = running.mean.map((mean, c) => ({ mean, variance: running.variance[c]! }));
    const x = bench.read(input, input.at);
    const options = { relu: true, statistics: stored };
    const expected = reference(x, { ...whole, samples: 8 }, [1, 2, 0.5], [0, 1, -1], options);
    expectWithin(bench.read(output, output.at), expected, () => 1e-5);
  });

  test('leaves an input without a gradient alone, not its residual', () => {
    const bench = new TrainingBench(build);
    const shape = { channels: 1, height: 2, width: 1, groups: 1 };
    const input = bench.value('x', { ...shape, gradient: false });
    const [output, residual] = [bench.value('y', shape), bench.value('r', shape)];
    const scale = vectorParameter(bench.memory, 'gamma', [1, 1], 1);
    const bias = vectorParameter(bench.memory, 'beta', [1, 1], 1);
    bench.memory.view(bias.values).fill(9);
    const statistics = new BatchNormStatistics(bench.memory, 1, 1, 1);
    const operator = new BatchNormOperator(bench.memory, {
      ...{ name: 'norm', input, output, residual, shard: 0, scale, bias, statistics, relu: true },
    });
    const weights = seededValues(1, 16, 'uniform');
    bench.write(input, input.at, seededValues(2, 16, 'uniform'));
    bench.write(output, output.gradientAt, weights);
    const all = bench.memory.arena.floats(0, input.at / 4).slice();
    bench.run((program) => {
      operator.forward(program, { level: 0, mode: 'train' });
      operator.backward(program, { level: 0, mode: 'train' }, new Set());
    });
    expect(bench.read(residual, residual.gradientAt)).toEqual(weights);
    expect(bench.memory.view(bias.gradients[0]!)[0]).toBeCloseTo(
      weights.reduce((a, b) => a + b, 0),
      5,
    );
    expect(bench.memory.arena.floats(0, input.at / 4)).toEqual(all);
    const backward = () => bench.run((p) => operator.backward(p, { level: 0, mode: 'evaluate' }, new Set()));
    expect(backward).toThrow(/norm: no backward pass in mode evaluate/);
  });

  test('refuses values of different shapes', () => {
    const bench = new TrainingBench(build);
    const value = (channels: number) => bench.value('v', { channels, height: 2, width: 2, groups: 1 });
    const scale = vectorParameter(bench.memory, 'gamma', [1, 4], 1);
    const statistics = new BatchNormStatistics(bench.memory, 1, 4, 1);
    const spec = { name: 'norm', shard: 0, scale, bias: scale, statistics, relu: true };
    const make = (a: number, b: number) => () =>
      new BatchNormOperator(bench.memory, { ...spec, input: value(a), output: value(b) });
    expect(make(4, 5)).toThrow(/norm: channels of v is 4, of v 5/);
    expect(make(5, 5)).toThrow(/5 channels; statistics 1 levels of 4/);
    expect(make(4, 4)).not.toThrow();
  });
});
