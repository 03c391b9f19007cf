import { describe, expect, test } from 'vitest';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { GlobalMeanOperator } from '../../../../kernels/training/operators/global-mean-operator.ts';
import { PoolOperator } from '../../../../kernels/training/operators/pool-operator.ts';
import type { TrainingOperator } from '../../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../../kernels/training/training-value.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds } from '../../../helpers/kernel-memory.ts';
import { numericGradient, TrainingBench } from '../../../helpers/training-bench.ts';

const train = { level: 0, mode: 'train' as const };

/** Windows of `size` pixels of [planes][height][width], gathered by `fold`. */
function pooled(
  x: ArrayLike<number>,
  { height, width, windowH, windowW }: Record<'height' | 'width' | 'windowH' | 'windowW', number>,
  fold: (window: number[]) => number,
): Float64Array {
  const [h, w] = [Math.floor(height / windowH), Math.floor(width / windowW)];
  const planes = x.length / (height * width);
  const out: number[] = [];
  for (let i = 0; i < planes * h * w; i++) {
    const [p, y, c] = [Math.floor(i / (h * w)), Math.floor(i / w) % h, i % w];
    const window: number[] = [];
    for (let dy = 0; dy < windowH; dy++) {
      for (let dx = 0; dx < windowW; dx++) {
        window.push(x[(p * height + y * windowH + dy) * width + c * windowW + dx]!);
      }
    }
    out.push(fold(window));
  }
  return Float64Array.from(out);
}

const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
const maximum = (v: number[]) => Math.max(...v);

function check(
  bench: TrainingBench,
  operator: TrainingOperator,
  input: TrainingValue,
  output: TrainingValue,
  x: Float32Array,
  reference: (x: ArrayLike<number>) => Float64Array,
): void {
  bench.write(input, input.at, x);
  bench.run((program) => operator.forward(program, train));
  const y = reference(x);
  expectWithin(bench.read(output, output.at), y, () => 1e-6);
  expect(bench.bordersZero(output, output.at)).toBe(true);
  const weights = seededValues(7, y.length, 'uniform');
  bench.write(output, output.gradientAt, weights);
  bench.write(input, input.gradientAt, new Float32Array(x.length).fill(Number.NaN));
  const written = new Set([output]);
  bench.run((program) => operator.backward(program, train, written));
  expect(written.has(input)).toBe(true);
  const dx = numericGradient(reference, x, weights);
  expectWithin(bench.read(input, input.gradientAt), dx, () => 1e-6, 'dx');
  expect(bench.bordersZero(input, input.gradientAt)).toBe(true);
  bench.run((program) => operator.backward(program, train, written));
  expectWithin(
    bench.read(input, input.gradientAt),
    dx.map((v) => 2 * v),
    () => 2e-6,
    'added',
  );
}

const cases = [
  { channels: 3, height: 4, width: 6, groups: 1, borders: [0, 0] },
  { channels: 2, height: 5, width: 3, groups: 2, borders: [1, 2] },
  { channels: 1, height: 2, width: 7, groups: 3, borders: [0, 1] },
] as const;

describe.each(builds)('pooling, %s build', (build) => {
  test.each(cases)('obeys its definition and its differences: %o', ({ borders, ...shape }) => {
    const bench = new TrainingBench(build);
    const { channels, height, width, groups } = shape;
    const length = groups * 8 * channels * height * width;
    // All different, so that no difference crosses a change of the maximum.
    const x = Float32Array.from(seededOrder(3, length), (v) => v / length - 0.5);
    const input = bench.value('x', { ...shape, border: borders[0] });
    for (const kind of ['maximum', 'mean'] as const) {
      const half = { ...shape, height: height >> 1, width: width >> 1, border: borders[1] };
      const output = bench.value('y', half);
      const operator = new PoolOperator({ name: 'pool', input, output, kind });
      check(bench, operator, input, output, x, (v) =>
        pooled(v, { height, width, windowH: 2, windowW: 2 }, kind === 'mean' ? mean : maximum),
      );
    }
    const output = bench.value('m', { channels, height: 1, width: 1, groups, border: borders[0] });
    const operator = new GlobalMeanOperator({ name: 'mean', input, output });
    check(bench, operator, input, output, x, (v) =>
      pooled(v, { height, width, windowH: height, windowW: width }, mean),
    );
  });

  test('gives the gradient of equal maxima to the first, once', () => {
    const bench = new TrainingBench(build);
    const input = bench.value('x', { channels: 1, height: 2, width: 2, groups: 1 });
    const output = bench.value('y', { channels: 1, height: 1, width: 1, groups: 1 });
    const operator = new PoolOperator({ name: 'pool', input, output, kind: 'maximum' });
    const windows = [
      [1, 1, 1, 1],
      [0, 1, 1, 0],
      [0, 0, 1, 1],
      [0, 0, 0, 1],
      ...Array.from({ length: 4 }, () => [1, 0, 0, 1]),
    ];
    bench.write(input, input.at, windows.flat());
    bench.write(output, output.gradientAt, new Array(8).fill(3));
    bench.run((program) => {
      operator.forward(program);
      operator.backward(program, train, new Set());
    });
    const expected = windows.flatMap((w) => w.map((_, i) => (i === w.indexOf(1) ? 3 : 0)));
    expect([...bench.read(input, input.gradientAt)]).toEqual(expected);
  });

  test('refuses outputs of another size', () => {
    const bench = new TrainingBench(build);
    const value = (height: number) => bench.value('v', { channels: 1, height, width: 2, groups: 1 });
    const spec = { name: 'pool', input: value(4), output: value(2) };
    expect(() => new PoolOperator({ ...spec, kind: 'mean' })).toThrow(/v is 2x2; half of v is 2x1/);
    expect(() => new GlobalMeanOperator(spec)).toThrow(/v is 2x2; it must be one pixel/);
  });
});
