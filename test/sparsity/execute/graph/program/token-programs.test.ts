import { describe, expect, test } from 'vitest';
import { compileGraph } from '../../../../../sim/sparsity/execute/graph/compile-graph.ts';
import { GraphExecutor } from '../../../../../sim/sparsity/execute/graph/graph-executor.ts';
import type { Feed } from '../../../../../sim/sparsity/execute/graph/load-volumes.ts';
import { calibrateProgram } from '../../../../../sim/sparsity/execute/graph/program/calibrate-program.ts';
import { ProgramEngine } from '../../../../../sim/sparsity/execute/graph/program/program-engine.ts';
import { programSteps } from '../../../../../sim/sparsity/execute/graph/program/program-steps.ts';
import { countAllTokens } from '../../../../../sim/sparsity/execute/graph/token-counts.ts';
import {
  levelCount,
  mostTokens,
  randomIds,
  randomTagger,
  randomTowers,
  randomTransformer,
  randomValues,
} from '../../../../helpers/random-graphs.ts';

const levels = Array.from({ length: levelCount }, (_, k) => k);
const lengths = [1, 24, 7, 8, 9, 16, 19];
const ids = (seed: number, i: number) => randomIds(seed + i, [lengths[i]!], mostTokens);

const networks = {
  transformer: { graph: randomTransformer(7), feeds: (i: number) => ({ ids: ids(1, i) }) },
  tagger: {
    graph: randomTagger(5),
    feeds: (i: number) => ({ ids: ids(1, i), endings: ids(20, i), shapes: ids(40, i) }),
  },
  towers: {
    graph: randomTowers(3),
    feeds: (i: number) => ({ ids: ids(1, i), image: randomValues(60 + i, 64) }),
  },
};

const furthest = (found: Float32Array, wanted: Float32Array) =>
  Math.max(...found.map((v, i) => Math.abs(v - wanted[i]!))) / Math.max(...wanted.map(Math.abs));

describe.each(Object.entries(networks))('%s as a program', (_, { graph, feeds }) => {
  const plan = compileGraph(graph.network);
  const steps = programSteps(plan)!;
  const feed = (i: number) => feeds(i) as unknown as Record<string, Feed>;

  test.each(['reproducible', 'fast'] as const)(
    'is what the other kernels compute, whatever ran before (%s)',
    async (mode) => {
      const panels = await GraphExecutor.open(graph.network);
      const program = new ProgramEngine(plan, steps, { mode, densest: 0, keepsAll: true });
      const first = new Map<string, Float32Array>();
      for (const level of [...levels, ...levels.toReversed()]) {
        for (const i of lengths.keys()) {
          const tokens = countAllTokens(plan.sequences, (input) => feed(i)[input]!, 1);
          const request = { samples: 1, tokens, levels: new Array<number>(plan.ladderLayers).fill(level) };
          program.load((input) => feed(i)[input]!, request);
          program.run(0, steps.length, request);
          const wanted = panels.run(feed(i), 1, { levels: level });
          for (const [name, values] of Object.entries(wanted)) {
            const found = program.read(name, request);
            expect(found.length).toBe(values.length);
            expect(furthest(found, values)).toBeLessThan(2e-5);
            const key = `${level} ${i} ${name}`;
            expect(found).toEqual(first.get(key) ?? found);
            first.set(key, found);
          }
        }
      }
    },
  );

  test('joins additions to matrices and embeddings, and is what fast mode runs for one sample', async () => {
    const added = plan.steps.filter(({ kind }) => kind === 'add').length;
    expect(plan.steps.length - steps.length).toBeGreaterThan(0);
    expect(plan.steps.length - steps.length).toBeLessThanOrEqual(added);
    const fast = await GraphExecutor.open(graph.network, { mode: 'fast' });
    const program = new ProgramEngine(plan, steps, { mode: 'fast', densest: 0, keepsAll: true });
    const tokens = countAllTokens(plan.sequences, (input) => feed(2)[input]!, 1);
    const request = { samples: 1, tokens, levels: new Array<number>(plan.ladderLayers).fill(1) };
    program.load((input) => feed(2)[input]!, request);
    program.run(0, steps.length, request);
    for (const [name, values] of Object.entries(fast.run(feed(2), 1, { levels: 1 }))) {
      expect(program.read(name, request)).toEqual(values);
    }
  });
});

describe('requests to programs on tokens', () => {
  test('stop at an early output and go on from there', async () => {
    const { graph, feeds } = networks.transformer;
    const executor = await GraphExecutor.open(graph.network, { mode: 'fast' });
    const whole = executor.run(feeds(6), 1, { levels: 2 });
    const run = executor.begin(feeds(6), 1, { levels: 2 });
    for (const name of ['early', 'late', 'tags']) expect(run.until(name)).toEqual(whole[name]);
  });

  test('are refused with ids that are no rows, before anything runs', async () => {
    const { graph } = networks.transformer;
    const executor = await GraphExecutor.open(graph.network, { mode: 'fast' });
    expect(() => executor.begin({ ids: Int32Array.of(3, 999) }, 1)).toThrow(
      /id 999 at 1; the table has rows/,
    );
  });
});

describe('many samples of tokens in fast mode', () => {
  const { graph } = networks.transformer;
  const all = randomIds(9, lengths, mostTokens);
  const rows = lengths.map((_, s) => all.subarray(s * mostTokens, (s + 1) * mostTokens));

  test.each(levels)(
    'run one after the other, in the memory of one and with its bits (level %i)',
    async (level) => {
      const [many, one] = await Promise.all(
        [8, 1].map((batch) => GraphExecutor.open(graph.network, { mode: 'fast', batch })),
      );
      expect(many!.memoryReport().activations).toBe(one!.memoryReport().activations);
      const wanted = rows.map((ids) => one!.run({ ids }, 1, { levels: level }));
      const begun = many!.begin({ ids: all }, lengths.length, { levels: level });
      for (const name of ['tags', 'early', 'late']) {
        expect([...begun.until(name)]).toEqual(wanted.flatMap((each) => [...each[name]!]));
      }
      const { early } = many!.run({ ids: all }, lengths.length, { levels: level, outputs: ['early'] });
      expect([...early!]).toEqual(wanted.flatMap((each) => [...each['early']!]));
      expect(() => begun.until('late')).toThrow(/a later request has begun/);
    },
  );

  test('name the sample whose ids are no rows, and what was not announced', async () => {
    const many = await GraphExecutor.open(graph.network, { mode: 'fast', batch: 8 });
    const wrong = all.slice();
    wrong[2 * mostTokens + 3] = 999;
    expect(() => many.begin({ ids: wrong }, lengths.length)).toThrow(/sample 2 has the id 999 at 3/);
    const begun = many.begin({ ids: all }, lengths.length, { outputs: ['late'] });
    expect(() => begun.until('tags')).toThrow(/'tags' was not announced.*late/);
  });
});

describe('two towers in int8', () => {
  const { graph, feeds } = networks.towers;
  const ranges = calibrateProgram(graph.network, lengths.length, (i, input) => {
    return (feeds(i) as unknown as Record<string, Feed>)[input]!;
  });

  test.each(levels)('stay near fp32 at level %i: convolutions alone are in bytes', async (level) => {
    const [fp32, int8] = await Promise.all([
      GraphExecutor.open(graph.network, { mode: 'fast' }),
      GraphExecutor.open(graph.network, { mode: 'fast', int8: ranges }),
    ]);
    const off = lengths.map((_, i) => {
      const [found, wanted] = [int8, fp32].map(
        (executor) => executor.run(feeds(i), 1, { levels: level })['match']!,
      );
      return furthest(found!, wanted!);
    });
    expect(Math.max(...off)).toBeLessThan(0.03);
    expect(Math.max(...off)).toBeGreaterThan(1e-6);
  });
});
