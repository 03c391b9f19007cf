import { describe, expect, test } from 'vitest';
import { pointwiseReference } from '../../../../kernels/ops/pointwise/reference.ts';
import { hashCounter } from '../../../../kernels/testing/hash-counter.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { ActivationOperator } from '../../../../kernels/training/operators/activation-operator.ts';
import { AddOperator } from '../../../../kernels/training/operators/add-operator.ts';
import { DropoutOperator } from '../../../../kernels/training/operators/dropout-operator.ts';
import type { TrainingOperator } from '../../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../../kernels/training/training-value.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds } from '../../../helpers/kernel-memory.ts';
import { awayFromZero, TrainingBench } from '../../../helpers/training-bench.ts';

const train = { level: 0, mode: 'train' as const };

const shapes = [
  { channels: 3, height: 2, width: 3, groups: 2, borders: [0, 1, 2] },
  { channels: 5, height: 3, width: 1, groups: 1, borders: [1, 0, 0] },
  { channels: 6, height: 1, width: 1, groups: 3, borders: [0, 0, 0] },
] as const;

type Reference = (...inputs: ArrayLike<number>[]) => ArrayLike<number>;

/** Forward against a reference, backward against its differences: output i depends on element i of each input only. */
function check(
  bench: TrainingBench,
  operator: TrainingOperator,
  inputs: readonly TrainingValue[],
  output: TrainingValue,
  data: readonly Float32Array[],
  reference: Reference,
): void {
  inputs.forEach((input, i) => {
    bench.write(input, input.at, data[i]!);
    bench.write(input, input.gradientAt, new Float32Array(data[i]!.length).fill(Number.NaN));
  });
  bench.run((program) => operator.forward(program, train));
  expectWithin(bench.read(output, output.at), reference(...data), () => 1e-6);
  expect(bench.bordersZero(output, output.at)).toBe(true);
  const weights = seededValues(77, data[0]!.length, 'uniform');
  bench.write(output, output.gradientAt, weights);
  for (const times of [1, 2]) {
    const written = new Set(times === 1 ? [output] : [output, ...inputs]);
    bench.run((program) => operator.backward(program, train, written));
    inputs.forEach((input, i) => {
      const moved = (by: number) =>
        reference(...data.map((v, j) => (j === i ? Float64Array.from(v, (x) => x + by) : v)));
      const [up, down] = [moved(1e-5), moved(-1e-5)];
      const expected = Float64Array.from(weights, (w, k) => (times * w * (up[k]! - down[k]!)) / 2e-5);
      expectWithin(bench.read(input, input.gradientAt), expected, () => 2e-6, `gradient ${i}`);
      expect(written.has(input)).toBe(true);
      expect(bench.bordersZero(input, input.gradientAt)).toBe(true);
    });
  }
}

const size = (s: { channels: number; height: number; width: number; groups: number }) =>
  s.groups * 8 * s.channels * s.height * s.width;

describe.each(builds)('operators of each element, %s build', (build) => {
  test.each(shapes)('activations: %o', ({ borders, ...shape }) => {
    const bench = new TrainingBench(build);
    const input = bench.value('x', { ...shape, border: borders[0] });
    const output = bench.value('y', { ...shape, border: borders[1] });
    const x = awayFromZero(1, size(shape)).map((v) => v * 4);
    for (const kind of ['relu', 'gelu-tanh', 'silu'] as const) {
      const operator = new ActivationOperator({ name: kind, input, output, kind });
      check(bench, operator, [input], output, [x], (v) => pointwiseReference(kind, v!));
    }
  });

  test.each(shapes)('sums: %o', ({ borders, ...shape }) => {
    const bench = new TrainingBench(build);
    const [a, b, output] = ['a', 'b', 'y'].map((name, i) =>
      bench.value(name, { ...shape, border: borders[i]! }),
    );
    const data = [awayFromZero(2, size(shape)), awayFromZero(3, size(shape)).map((v) => v * 0.005)];
    for (const relu of [false, true]) {
      const operator = new AddOperator({ name: 'add', a: a!, b: b!, output: output!, relu });
      check(bench, operator, [a!, b!], output!, data, (p, q) =>
        Float64Array.from(p!, (v, i) => (relu ? Math.max(v + q![i]!, 0) : v + q![i]!)),
      );
    }
  });

  test('a value added to itself gets the gradient twice', () => {
    const bench = new TrainingBench(build);
    const [a, output] = ['a', 'y'].map((name) =>
      bench.value(name, { channels: 2, height: 1, width: 2, groups: 1 }),
    );
    const operator = new AddOperator({ name: 'add', a: a!, b: a!, output: output! });
    const weights = seededValues(4, 32, 'uniform');
    bench.write(output!, output!.gradientAt, weights);
    bench.run((program) => operator.backward(program, train, new Set()));
    expectWithin(
      bench.read(a!, a!.gradientAt),
      weights.map((w) => 2 * w),
      () => 0,
    );
  });

  test.each(shapes)('dropout: %o', ({ borders, ...shape }) => {
    const bench = new TrainingBench(build);
    const input = bench.value('x', { ...shape, border: borders[0] });
    const output = bench.value('y', { ...shape, border: borders[1] });
    const seedAt = bench.memory.integers([0xdeadbeef]);
    const [rate, stream] = [0.3, 5];
    const operator = new DropoutOperator({ name: 'drop', input, output, rate, seedAt, stream });
    const { channels, height, width } = shape;
    const plane = channels * height * width;
    const kept = Array.from({ length: size(shape) }, (_, i) => {
      const [sample, rest] = [Math.floor(i / plane), i % plane];
      const element = ((sample >> 3) * plane + rest) * 8 + (sample & 7);
      return hashCounter(hashCounter(0xdeadbeef, stream), element) >= rate * 2 ** 32;
    });
    const x = awayFromZero(6, size(shape));
    check(bench, operator, [input], output, [x], (v) =>
      Float64Array.from(v!, (k, i) => (kept[i] ? k / (1 - rate) : 0)),
    );
    bench.run((program) => operator.forward(program, { level: 0, mode: 'evaluate' }));
    expect(bench.read(output, output.at)).toEqual(x);
  });

  test('dropout drops its share, and other elements for another seed or stream', () => {
    const bench = new TrainingBench(build);
    const shape = { channels: 64, height: 4, width: 4, groups: 1 };
    const [input, output] = [bench.value('x', shape), bench.value('y', shape)];
    const seedAt = bench.memory.integers([1]);
    bench.write(input, input.at, new Float32Array(8192).fill(1));
    const masks = [
      [1, 0],
      [2, 0],
      [1, 1],
    ].map(([seed, stream]) => {
      bench.memory.arena.integers(seedAt, 1)[0] = seed!;
      const spec = { name: 'drop', input, output, rate: 0.75, seedAt, stream: stream! };
      bench.run((program) => new DropoutOperator(spec).forward(program, train));
      return bench.read(output, output.at).map((v) => (v > 0 ? 1 : 0));
    });
    for (const mask of masks) {
      const share = mask.reduce((a, b) => a + b, 0) / mask.length;
      expect(Math.abs(share - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / mask.length));
    }
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const both = masks[a]!.reduce((sum, v, i) => sum + v * masks[b]![i]!, 0) / 8192;
      expect(Math.abs(both - 1 / 16)).toBeLessThan(5 * Math.sqrt(1 / 16 / 8192));
    }
    const wrong = { name: 'drop', input, output, rate: 1, seedAt, stream: 0 };
    expect(() => new DropoutOperator(wrong)).toThrow(/drop: rate 1 is not in \[0, 1\)/);
  });
});
