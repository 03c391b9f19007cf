import { describe, expect, test } from 'vitest';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { CrossEntropyLoss } from '../../../../kernels/training/operators/cross-entropy-loss.ts';
import { DistillationLoss } from '../../../../kernels/training/operators/distillation-loss.ts';
import { SoftTargets } from '../../../../kernels/training/operators/soft-targets.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds } from '../../../helpers/kernel-memory.ts';
import { numericGradient, TrainingBench } from '../../../helpers/training-bench.ts';

const train = { level: 0, mode: 'train' as const };

function logSoftmax(z: number[]): number[] {
  const most = Math.max(...z);
  const log = most + Math.log(z.reduce((sum, v) => sum + Math.exp(v - most), 0));
  return z.map((v) => v - log);
}

/** Rows of `classes` logits of the lanes that count, each with its lane. */
function rows(z: ArrayLike<number>, channels: number, classes: number, labels: readonly number[]) {
  return labels.flatMap((label, lane) =>
    label < 0 ? [] : [{ label, lane, z: Array.from({ length: classes }, (_, c) => z[lane * channels + c]!) }],
  );
}

const argmax = (v: number[]) => v.indexOf(Math.max(...v));
const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);

const cases = [
  { groups: 1, channels: 10, classes: 10, smoothing: 0, temperature: 1 },
  { groups: 2, channels: 5, classes: 3, smoothing: 0.1, temperature: 4 },
  { groups: 3, channels: 7, classes: 7, smoothing: 0.3, temperature: 2 },
  { groups: 1, channels: 1, classes: 1, smoothing: 0, temperature: 3 },
];

describe.each(builds)('losses, %s build', (build) => {
  test.each(cases)('cross entropy and distillation: %o', (c) => {
    const { groups, channels, classes, smoothing, temperature } = c;
    const bench = new TrainingBench(build);
    const shape = { channels, height: 1, width: 1, groups };
    const logits = bench.value('z', shape);
    const teacher = bench.value('t', { ...shape, gradient: false });
    const labels = Array.from({ length: groups * 8 }, (_, i) => (i % 5 === 3 ? -1 : (i * 7) % classes));
    const labelsAt = bench.memory.integers(labels);
    const weight = bench.memory.floats(1);
    bench.memory.view(weight)[0] = 0.25;
    const z = seededValues(1, groups * 8 * channels, 'uniform').map((v) => v * 6);
    const t = seededValues(2, groups * 8 * channels, 'uniform').map((v) => v * 6);
    bench.write(logits, logits.at, z);
    bench.write(teacher, teacher.at, t);

    const soft = new SoftTargets(bench.memory, { name: 'soft', logits: teacher, classes, temperature });
    const common = { logits, classes, labelsAt, weightAt: weight.at };
    const hard = new CrossEntropyLoss(bench.memory, { name: 'hard', ...common, smoothing });
    const distil = new DistillationLoss(bench.memory, {
      ...{ name: 'distil', ...common, temperature, targetsAt: soft.targetsAt },
    });

    const hardLoss = (v: ArrayLike<number>) => [
      sum(
        rows(v, channels, classes, labels).map((row) => {
          const log = logSoftmax(row.z);
          return -(1 - smoothing) * log[row.label]! - (smoothing / classes) * sum(log);
        }),
      ),
    ];
    const softLoss = (v: ArrayLike<number>) => [
      sum(
        rows(v, channels, classes, labels).map((row) => {
          const target = Array.from({ length: classes }, (_, k) => t[row.lane * channels + k]! / temperature);
          const q = logSoftmax(target).map(Math.exp);
          const log = logSoftmax(row.z.map((k) => k / temperature));
          return -(temperature ** 2) * sum(log.map((l, k) => q[k]! * l));
        }),
      ),
    ];

    bench.run((program) => {
      soft.forward(program);
      hard.forward(program);
      distil.forward(program);
    });
    const counting = rows(z, channels, classes, labels);
    const scale = counting.length * 1e-6 * temperature ** 2;
    expectWithin([hard.result().loss], hardLoss(z), () => scale, 'loss');
    expectWithin([distil.result().loss], softLoss(z), () => scale * 4, 'distillation');
    expect(hard.result().counted).toBe(counting.length);
    expect(distil.result().counted).toBe(counting.length);
    expect(hard.result().correct).toBe(counting.filter((row) => argmax(row.z) === row.label).length);
    const taught = rows(t, channels, classes, labels).map((row) => argmax(row.z));
    expect(distil.result().correct).toBe(counting.filter((row, i) => argmax(row.z) === taught[i]).length);

    const padded = bench.memory.arena.floats(logits.gradientAt, (groups * logits.groupBytes) / 4);
    padded.fill(Number.NaN);
    const written = new Set<typeof logits>();
    bench.run((program) => hard.backward(program, train, written));
    expect(written.has(logits)).toBe(true);
    const dHard = numericGradient(hardLoss, z, [0.25]);
    expectWithin(bench.read(logits, logits.gradientAt), dHard, () => 1e-6, 'gradient');
    expect(bench.bordersZero(logits, logits.gradientAt)).toBe(true);
    bench.run((program) => distil.backward(program, train, written));
    const dSoft = numericGradient(softLoss, z, [0.25]);
    const both = dHard.map((v, i) => v + dSoft[i]!);
    expectWithin(bench.read(logits, logits.gradientAt), both, () => 2e-6 * temperature, 'both gradients');
    padded.fill(Number.NaN);
    bench.run((program) => distil.backward(program, train, new Set()));
    expectWithin(bench.read(logits, logits.gradientAt), dSoft, () => 2e-6 * temperature, 'soft gradient');
    expect(bench.bordersZero(logits, logits.gradientAt)).toBe(true);
  });

  test('distillation counts every lane where no labels are given', () => {
    const bench = new TrainingBench(build);
    const logits = bench.value('z', { channels: 4, height: 1, width: 1, groups: 2 });
    const z = seededValues(5, 64, 'uniform').map((v) => v * 3);
    bench.write(logits, logits.at, z);
    const weight = bench.memory.floats(1);
    bench.memory.view(weight)[0] = 1;
    const soft = new SoftTargets(bench.memory, { name: 'soft', logits, classes: 4 });
    const spec = { name: 'distil', logits, classes: 4, targetsAt: soft.targetsAt, weightAt: weight.at };
    const loss = new DistillationLoss(bench.memory, spec);
    bench.run((program) => {
      soft.forward(program);
      loss.forward(program);
      loss.backward(program, train, new Set());
    });
    expect(loss.result()).toMatchObject({ counted: 16, correct: 16 });
    // A network that teaches itself has nothing to learn.
    expect(bench.read(logits, logits.gradientAt).every((v) => Math.abs(v) < 1e-7)).toBe(true);
    const entropy = sum(
      Array.from({ length: 16 }, (_, lane) => {
        const log = logSoftmax([...z.subarray(lane * 4, lane * 4 + 4)]);
        return -sum(log.map((l) => Math.exp(l) * l));
      }),
    );
    expectWithin([loss.result().loss], [entropy], () => 1e-5);
  });

  test('of equal logits the first counts as the answer', () => {
    const bench = new TrainingBench(build);
    const logits = bench.value('z', { channels: 3, height: 1, width: 1, groups: 1 });
    const labelsAt = bench.memory.integers([0, 0, 0, 1, 0, 0, 0, 0]);
    const spec = { name: 'hard', logits, classes: 3, labelsAt, weightAt: 0 };
    const loss = new CrossEntropyLoss(bench.memory, spec);
    bench.run((program) => loss.forward(program));
    expect(loss.result().correct).toBe(7);
    expect(loss.result().loss).toBeCloseTo(8 * Math.log(3), 5);
  });

  test('stays finite on logits far apart', () => {
    const bench = new TrainingBench(build);
    const logits = bench.value('z', { channels: 3, height: 1, width: 1, groups: 1 });
    const labelsAt = bench.memory.integers([0, 1, 2, 0, 1, 2, 0, 1]);
    const weight = bench.memory.floats(1);
    bench.memory.view(weight)[0] = 1;
    const spec = { name: 'hard', logits, classes: 3, labelsAt, weightAt: weight.at };
    const loss = new CrossEntropyLoss(bench.memory, spec);
    bench.write(logits, logits.at, Array.from({ length: 8 }, () => [1000, -1000, 0]).flat());
    bench.run((program) => {
      loss.forward(program);
      loss.backward(program, train, new Set());
    });
    expectWithin([loss.result().loss], [3 * 0 + 3 * 2000 + 2 * 1000], () => 1e-3);
    expect(loss.result().correct).toBe(3);
    expect([...bench.read(logits, logits.gradientAt).subarray(3, 6)]).toEqual([1, -1, 0]);
  });

  test('refuses logits of several pixels and too many classes', () => {
    const bench = new TrainingBench(build);
    const make = (width: number, classes: number) => () =>
      new CrossEntropyLoss(bench.memory, {
        ...{ name: 'loss', classes, labelsAt: 0, weightAt: 0 },
        logits: bench.value('z', { channels: 4, height: 1, width, groups: 1 }),
      });
    expect(make(2, 4)).toThrow(/logits z are 1x2/);
    expect(make(1, 5)).toThrow(/4 channels for 5 classes/);
    expect(make(1, 4)).not.toThrow();
  });
});
