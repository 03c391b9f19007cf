import { describe, expect, test } from 'vitest';
import { seededValues } from '../../../kernels/testing/seeded-values.ts';
import { Optimiser, type OptimiserOptions } from '../../../kernels/training/optimiser.ts';
import type { Parameter } from '../../../kernels/training/parameter.ts';
import { expectWithin } from '../../helpers/expect-within.ts';
import { builds } from '../../helpers/kernel-memory.ts';
import { TrainingBench } from '../../helpers/training-bench.ts';

const lengths = [20, 5000, 4, 2048];
const shards = 3;

function setUp(build: (typeof builds)[number], options: OptimiserOptions, masked = false) {
  const bench = new TrainingBench(build);
  const { memory } = bench;
  const parameters = lengths.map((length, i): Parameter => {
    const values = memory.floats(length);
    memory.view(values).set(seededValues(i, length, 'uniform'));
    const gradients = Array.from({ length: shards }, () => memory.floats(length));
    return { name: `p${i}`, shape: [length], values, gradients, decay: i % 2 === 1 };
  });
  const mask = memory.floats(5000);
  memory.view(mask).set(seededValues(50, 5000, 'integer').map((v) => (v > 0 ? 1 : 0)));
  const masks = new Map(masked ? [[parameters[1]!, mask.at]] : []);
  const optimiser = new Optimiser(memory, parameters, { ...options, masks });
  return { bench, memory, parameters, optimiser, kept: memory.view(mask).slice() };
}
type SetUp = ReturnType<typeof setUp>;

/** Draws gradients of one step; returns their sums over the shards by parameter. */
function draw({ memory, parameters }: SetUp, step: number): Float64Array[] {
  return parameters.map(({ gradients }, p) => {
    const sum = new Float64Array(lengths[p]!);
    for (const [s, array] of gradients.entries()) {
      const g = seededValues(1000 * step + 10 * s + p, lengths[p]!, 'uniform');
      memory.view(array).set(g);
      for (let i = 0; i < sum.length; i++) sum[i]! += g[i]!;
    }
    return sum;
  });
}

/** The views are of shared memory, which a structured clone would share, too. */
const copied = (state: Record<string, Float32Array>) =>
  Object.fromEntries(Object.entries(state).map(([name, array]) => [name, array.slice()]));

type Kind = 'none' | 'coupled' | 'decoupled';

/** One element's run through the steps, as the papers write it. */
function sgdReference(w: number, g: number[], rates: number[], nesterov: boolean, wd: number, kind: Kind) {
  let buffer = 0;
  g.forEach((raw, t) => {
    const d = raw + (kind === 'coupled' ? wd * w : 0);
    buffer = 0.8 * buffer + d;
    const shrink = kind === 'decoupled' ? rates[t]! * wd * w : 0;
    w -= shrink + rates[t]! * (nesterov ? d + 0.8 * buffer : buffer);
  });
  return w;
}

function adamReference(w: number, g: number[], rates: number[], wd: number, kind: Kind) {
  let [m, v] = [0, 0];
  g.forEach((raw, t) => {
    const d = raw + (kind === 'coupled' ? wd * w : 0);
    m = 0.7 * m + 0.3 * d;
    v = 0.95 * v + 0.05 * d * d;
    const step = m / (1 - 0.7 ** (t + 1)) / (Math.sqrt(v / (1 - 0.95 ** (t + 1))) + 1e-3);
    w -= rates[t]! * step + (kind === 'decoupled' ? rates[t]! * wd * w : 0);
  });
  return w;
}

const rates = [0.1, 0.05, 0.2];
const variants: OptimiserOptions[] = [
  { kind: 'sgd', momentum: 0.8 },
  { kind: 'sgd', momentum: 0.8, nesterov: false, weightDecay: 0.3 },
  { kind: 'sgd', momentum: 0.8, weightDecay: 0.3, decayKind: 'decoupled' },
  { kind: 'adam', beta1: 0.7, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3 },
  { kind: 'adam', beta1: 0.7, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3, decayKind: 'coupled' },
];

describe.each(builds)('optimiser, %s build', (build) => {
  test.each(variants)('steps as its definition says: %o', (options) => {
    const run = setUp(build, options);
    const { bench, memory, parameters, optimiser } = run;
    const starts = parameters.map(({ values }) => memory.view(values).slice());
    const sums = rates.map((rate, step) => {
      const sum = draw(run, step);
      optimiser.setRate(rate, step + 1);
      bench.run((program) => optimiser.append(program, 0, 1));
      return sum;
    });
    parameters.forEach(({ values, gradients, decay }, p) => {
      const wd = options.weightDecay ?? 0;
      const usual = options.kind === 'sgd' ? 'coupled' : 'decoupled';
      const kind = decay ? (options.decayKind ?? usual) : 'none';
      const expected = starts[p]!.map((w, i) => {
        const g = sums.map((sum) => sum[p]![i]!);
        return options.kind === 'sgd'
          ? sgdReference(w, g, rates, options.nesterov ?? true, wd, kind)
          : adamReference(w, g, rates, wd, kind);
      });
      expectWithin(memory.view(values), expected, () => 2e-5, `parameter ${p}`);
      for (const gradient of gradients) expect(memory.view(gradient).every((v) => v === 0)).toBe(true);
    });
  });

  test('gives the same bits in any number of parts, clipped or not', () => {
    const results = [1, 2, 3, 7].map((parts) => {
      const run = setUp(build, { kind: 'adam', weightDecay: 0.1, averageDecay: 0.9 });
      const norms: number[] = [];
      for (let step = 0; step < 3; step++) {
        draw(run, step);
        run.optimiser.setRate(0.1, step + 1);
        // The parts in reverse: threads keep no order.
        const each = (append: 'append' | 'appendReduce' | 'appendUpdate') => {
          for (let p = parts - 1; p >= 0; p--)
            run.bench.run((program) => run.optimiser[append](program, p, parts));
        };
        if (step === 0) each('append');
        else {
          each('appendReduce');
          norms.push(run.optimiser.clip(20));
          each('appendUpdate');
        }
      }
      const values = run.parameters.map(({ values }) => run.memory.view(values).slice());
      return { norms, values, state: copied(run.optimiser.state()) };
    });
    for (const other of results.slice(1)) expect(other).toEqual(results[0]);
  });

  test('clips the norm of all gradients together', () => {
    const run = setUp(build, { kind: 'sgd', momentum: 0 });
    const { bench, memory, parameters, optimiser } = run;
    for (const [most, scale] of [
      [5, 1],
      [5, 0.5],
      [1e6, 0.25],
    ] as const) {
      const before = parameters.map(({ values }) => memory.view(values).slice());
      const sums = draw(run, 8);
      const norm = Math.sqrt(sums.reduce((a, sum) => sum.reduce((b, v) => b + v * v, a), 0));
      optimiser.setRate(0.5, 1);
      bench.run((program) => optimiser.appendReduce(program, 0, 1));
      expect(optimiser.clip(most, scale) / (norm * scale)).toBeCloseTo(1, 6);
      bench.run((program) => optimiser.appendUpdate(program, 0, 1));
      const by = Math.min(scale, most / norm) * 0.5;
      parameters.forEach(({ values }, p) => {
        const expected = before[p]!.map((v, i) => v - by * sums[p]![i]!);
        expectWithin(memory.view(values), expected, () => 1e-6, `parameter ${p}`);
      });
    }
  });

  test.each(['sgd', 'adam'] as const)('keeps what the mask prunes at +0: %s', (kind) => {
    const run = setUp(build, { kind }, true);
    for (let step = 0; step < 2; step++) {
      draw(run, step);
      run.optimiser.setRate(0.1, step + 1);
      run.bench.run((program) => run.optimiser.append(program, 0, 1));
    }
    const masked = [
      run.memory.view(run.parameters[1]!.values),
      ...Object.entries(run.optimiser.state()).flatMap(([name, v]) => (name.startsWith('p1.') ? [v] : [])),
    ];
    expect(masked).toHaveLength(kind === 'sgd' ? 2 : 3);
    for (const array of masked) {
      expect([...array].every((v, i) => (run.kept[i] ? v !== 0 : Object.is(v, 0)))).toBe(true);
    }
    expect(run.memory.view(run.parameters[3]!.values).every((v) => v !== 0)).toBe(true);
  });

  test('follows the values with an average', () => {
    const run = setUp(build, { kind: 'sgd', averageDecay: 0.75 });
    const [parameter] = run.parameters;
    run.memory.view(parameter!.values).fill(2);
    run.optimiser.resetAverages();
    const average = run.memory.view(run.optimiser.average(parameter!)).slice();
    for (let step = 0; step < 3; step++) {
      draw(run, step);
      run.optimiser.setRate(0.1, step + 1);
      run.bench.run((program) => run.optimiser.append(program, 0, 1));
      run.memory.view(parameter!.values).forEach((v, i) => {
        average[i]! += 0.25 * (v - average[i]!);
      });
    }
    expectWithin(run.memory.view(run.optimiser.average(parameter!)), average, () => 1e-6);
    expect(run.optimiser.state()['p0.average']).toEqual(run.memory.view(run.optimiser.average(parameter!)));
    const none = setUp(build, { kind: 'sgd' });
    expect(() => none.optimiser.average(none.parameters[0]!)).toThrow(/no average of p0/);
  });

  test('goes on from its state as if it had not stopped', () => {
    const step = (run: SetUp, t: number) => {
      draw(run, t);
      run.optimiser.setRate(0.1, t + 1);
      run.bench.run((program) => run.optimiser.append(program, 0, 1));
    };
    const [one, other] = [0, 1].map(() => setUp(build, { kind: 'adam', averageDecay: 0.5 }));
    step(one!, 0);
    const state = copied(one!.optimiser.state());
    const values = one!.parameters.map((p) => one!.memory.view(p.values).slice());
    step(one!, 1);
    other!.parameters.forEach((p, i) => {
      other!.memory.view(p.values).set(values[i]!);
    });
    for (const [name, array] of Object.entries(other!.optimiser.state())) array.set(state[name]!);
    step(other!, 1);
    expect(other!.optimiser.state()).toEqual(one!.optimiser.state());
    one!.parameters.forEach((p, i) => {
      expect(other!.memory.view(other!.parameters[i]!.values)).toEqual(one!.memory.view(p.values));
    });
  });
});
