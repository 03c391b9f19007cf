import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../../../sim/network/network.ts';
import { GraphExecutor } from '../../../../sim/sparsity/execute/graph/graph-executor.ts';
import { onnxReference, type Values } from '../../../helpers/onnx-reference.ts';
import {
  levelCount,
  mostTokens,
  randomIds,
  randomResidual,
  randomTagger,
  randomTowers,
  randomTransformer,
  randomValues,
} from '../../../helpers/random-graphs.ts';

const levels = Array.from({ length: levelCount }, (_, k) => k);

const values = (shape: readonly number[], data: ArrayLike<number>): Values => ({
  shape,
  data: Float64Array.from(data),
});

/** float32 through some ten layers of a few dozen products each, values of about 1. */
const tolerance = 2e-5;

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length);
  const off = Array.from(found, (v, i) => Math.abs(v - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!)));
  expect(Math.max(...off)).toBeLessThan(tolerance);
}

const reference = (network: Network, inputs: Record<string, Values>, output: string) =>
  onnxReference(network, inputs).get(output)!.data;

describe('a residual convolution network', () => {
  const graph = randomResidual(11);
  const samples = 11;
  const image = randomValues(5, samples * 198);

  test.each(levels)('agrees with float64 at level %i, one by one and together', async (level) => {
    const wanted = reference(
      graph.atLevel[level]!.network,
      { image: values([samples, 2, 9, 11], image) },
      'logits',
    );
    const together = await GraphExecutor.open(graph.network, { batch: 64 });
    const found = together.run({ image }, samples, { levels: level })['logits']!;
    expectClose(found, wanted);
    const alone = await GraphExecutor.open(graph.network);
    for (let s = 0; s < samples; s++) {
      const one = alone.run({ image: image.subarray(s * 198, (s + 1) * 198) }, 1, { levels: level })[
        'logits'
      ]!;
      // The same bits, whatever a sample's company.
      expect([...one]).toEqual([...found.subarray(s * 5, (s + 1) * 5)]);
    }
  });

  test('levels of layers are free, bytes are v / 255, and fast agrees', async () => {
    const bytes = Uint8Array.from(image, (v) => Math.round(v * 255));
    const exact = Float32Array.from(bytes, (v) => Math.fround(v / 255));
    const mixed = graph.network.ladder!.layers.map((_, i) => i % levelCount);
    const executor = await GraphExecutor.open(graph.network, { batch: 16 });
    const found = executor.run({ image: bytes }, samples, { levels: mixed })['logits']!;
    expect(executor.run({ image: exact }, samples, { levels: mixed })['logits']).toEqual(found);
    expect(executor.run({ image: bytes }, samples, { levels: 0 })['logits']).not.toEqual(found);
    for (const batch of [1, 16]) {
      const fast = await GraphExecutor.open(graph.network, { batch, mode: 'fast' });
      const count = Math.min(batch, samples);
      const close = fast.run({ image: bytes.subarray(0, count * 198) }, count, { levels: mixed })['logits']!;
      expectClose(close, found.subarray(0, count * 5));
    }
  });

  test('an executor of sparser levels alone holds fewer bytes and gives the same bits', async () => {
    const [all, some] = await Promise.all([
      GraphExecutor.open(graph.network, { batch: 16 }),
      GraphExecutor.open(graph.network, { batch: 16, residentLevels: { densest: 2 } }),
    ]);
    expect(some.run({ image }, samples)).toEqual(all.run({ image }, samples, { levels: 2 }));
    expect(some.memoryReport(2).adaptive.total).toBe(all.memoryReport(2).capped.total);
    expect(some.memoryReport(2).adaptive.total).toBeLessThan(all.memoryReport(0).adaptive.total / 2);
    expect(() => some.run({ image }, samples, { levels: 1 })).toThrow(/levels \[1,1.*from 2 to 3/);
  });
});

describe('a transformer', () => {
  const graph = randomTransformer(7);
  const outputs = ['early', 'late', 'tags'] as const;
  let one: GraphExecutor;
  let many: GraphExecutor;
  beforeAll(async () => {
    one = await GraphExecutor.open(graph.network);
    many = await GraphExecutor.open(graph.network, { batch: 64 });
  });

  test.each(levels)('agrees with float64 at level %i for every length', (level) => {
    for (let length = 1; length <= mostTokens; length += level === 0 ? 1 : 5) {
      const ids = randomIds(length, [length], length);
      const found = one.run({ ids }, 1, { levels: level });
      const all = onnxReference(graph.atLevel[level]!.network, { ids: values([1, length], ids) });
      for (const name of outputs) expectClose(found[name]!, all.get(name)!.data);
    }
  });

  test.each(levels)('a padded batch at level %i agrees with float64', (level) => {
    const lengths = [3, 8, 17, 1, 16, 20, 9, 2, 24, 5];
    const ids = randomIds(2, lengths, mostTokens);
    const found = many.run({ ids }, lengths.length, { levels: level });
    const inputs = { ids: values([lengths.length, mostTokens], ids) };
    const all = onnxReference(graph.atLevel[level]!.network, inputs);
    expectClose(found['early']!, all.get('early')!.data);
    expectClose(found['late']!, all.get('late')!.data);
    const tags = all.get('tags')!.data.map((v, i) => {
      const token = Math.floor(i / 4);
      return token % mostTokens < lengths[Math.floor(token / mostTokens)]! ? v : 0;
    });
    expectClose(found['tags']!, tags);
  });

  test('neither padding nor the company of a batch changes a bit', () => {
    const lengths = [13, 1, 8, 24, 7];
    const ids = randomIds(3, lengths, mostTokens);
    const found = many.run({ ids }, 5, { levels: 1 });
    lengths.forEach((length, s) => {
      const own = ids.subarray(s * mostTokens, s * mostTokens + length);
      const alone = one.run({ ids: own }, 1, { levels: 1 });
      expect([...alone['late']!]).toEqual([...found['late']!.subarray(s * 3, s * 3 + 3)]);
      const from = s * mostTokens * 4;
      expect([...alone['tags']!]).toEqual([...found['tags']!.subarray(from, from + length * 4)]);
    });
  });

  test('a permuted batch gives permuted results, bit by bit', () => {
    const order = [4, 2, 0, 8, 6, 1, 3, 5, 7];
    const ids = randomIds(4, [5, 24, 9, 16, 1, 8, 12, 23, 2], mostTokens);
    const turned = Int32Array.from(
      order.flatMap((s) => [...ids.subarray(s * mostTokens, (s + 1) * mostTokens)]),
    );
    const [plain, permuted] = [ids, turned].map((given) => many.run({ ids: given }, 9, { levels: 2 }));
    for (const name of outputs) {
      const each = plain![name]!.length / 9;
      const wanted = order.flatMap((s) => [...plain![name]!.subarray(s * each, (s + 1) * each)]);
      expect([...permuted![name]!]).toEqual(wanted);
    }
  });

  test('an early output is the same alone, before the others, and after going on', () => {
    const lengths = [6, 20, 11];
    const ids = randomIds(9, lengths, 20);
    const whole = many.run({ ids }, 3, { levels: 3 });
    expect(many.run({ ids }, 3, { levels: 3, outputs: ['early'] })).toEqual({ early: whole['early'] });
    const run = many.begin({ ids }, 3, { levels: 3, outputs: ['early', 'late'] });
    expect(run.until('early')).toEqual(whole['early']);
    expect(run.until('late')).toEqual(whole['late']);
    expect(run.until('early')).toEqual(whole['early']);
    expect(() => run.until('tags')).toThrow(/'tags' was not announced.*early, late/);
    many.begin({ ids }, 3);
    expect(() => run.until('late')).toThrow(/a later request has begun/);
  });

  test('stopping early leaves out the second layer', () => {
    // With weights of the second layer that are not what they were, only the late output differs.
    const ids = randomIds(9, [6], 6);
    const run = one.begin({ ids }, 1, { outputs: ['early'] });
    const early = run.until('early');
    const at = graph.network.ladder!.layers.map(({ node }) => (node.startsWith('layer1') ? 3 : 0));
    const mixed = one.run({ ids }, 1, { levels: at });
    expect(mixed['early']).toEqual(early);
    expect(mixed['late']).not.toEqual(one.run({ ids }, 1, { levels: 0 })['late']);
  });

  test('the fast mode agrees', async () => {
    const fast = await GraphExecutor.open(graph.network, { batch: 8, mode: 'fast' });
    const ids = randomIds(21, [4, 24, 13], mostTokens);
    const [a, b] = [fast, many].map((executor) => executor.run({ ids }, 3, { levels: 1 }));
    for (const name of outputs) expectClose(a![name]!, b![name]!);
  });

  test('weights are in the memory of the kernels alone', () => {
    const matrices = one.plan.steps.filter((step) => step.kind === 'matrix');
    expect(matrices.map(({ weights }) => [weights.rows, weights.cols])).toContainEqual([64, 32]);
    for (const { weights, ladder } of matrices) {
      expect(weights.values.length + (ladder?.layer.order.length ?? 0)).toBe(0);
    }
  });

  test('embeddings stay a byte a weight', () => {
    expect(one.memoryReport().embeddings).toBe(50 * 32 + 50 * 4 + mostTokens * 32 * 4);
  });

  test.each<[string, RegExp, () => unknown]>([
    [
      'padding before a token',
      /sample 1 has the id 0 at 1, before its last token at 2/,
      () => many.run({ ids: Int32Array.of(1, 2, 3, 4, 0, 5) }, 2),
    ],
    ['a sample of padding', /sample 0 is padding alone/, () => one.run({ ids: Int32Array.of(0, 0) }, 1)],
    [
      'an id that is no row',
      /sample 0 has the id 50 at 1; the table has rows 0 to 49/,
      () => one.run({ ids: Int32Array.of(1, 50) }, 1),
    ],
    ['too many tokens', /25 ids for 1 samples/, () => one.run({ ids: new Int32Array(25).fill(1) }, 1)],
    ['no ids', /input 'ids' is missing; found text/, () => one.run({ text: Int32Array.of(1) }, 1)],
    [
      'more samples than there is room for',
      /2 samples; this executor was opened for 1 to 1/,
      () => one.run({ ids: Int32Array.of(1, 1) }, 2),
    ],
    [
      'an output that is none',
      /no output 'logits'; the network has early, late, tags/,
      () => one.run({ ids: Int32Array.of(1) }, 1, { outputs: ['logits'] }),
    ],
  ])('refuses %s', (_, message, act) => {
    expect(act).toThrow(message);
  });
});

describe('two towers', () => {
  const graph = randomTowers(3);
  const lengths = [7, 24, 1, 12, 8, 3, 15, 2, 9];
  const ids = randomIds(1, lengths, mostTokens);
  const image = randomValues(2, 9 * 64);

  test.each(levels)('agree with float64 at level %i', async (level) => {
    const inputs = { image: values([9, 1, 8, 8], image), ids: values([9, mostTokens], ids) };
    const wanted = reference(graph.atLevel[level]!.network, inputs, 'match');
    const many = await GraphExecutor.open(graph.network, { batch: 9 });
    const found = many.run({ ids, image }, 9, { levels: level })['match']!;
    expectClose(found, wanted);
    const one = await GraphExecutor.open(graph.network);
    lengths.forEach((length, s) => {
      const feeds = {
        ids: ids.subarray(s * mostTokens, s * mostTokens + length),
        image: image.subarray(s * 64, s * 64 + 64),
      };
      expect(one.run(feeds, 1, { levels: level })['match']![0]).toBe(found[s]);
    });
  });
});

describe('a network that adds rows of several tables', () => {
  const graph = randomTagger(5);
  const lengths = [3, 8, 17, 1, 24];
  const feeds = {
    ids: randomIds(1, lengths, mostTokens),
    endings: randomIds(2, lengths, mostTokens),
    // Row 0 is a row like others here: the words alone say where a sample ends.
    shapes: randomIds(3, lengths, mostTokens).map((id) => (id % 3 === 0 ? 0 : id)),
  };
  const shape = [lengths.length, mostTokens] as const;

  test.each(levels)('agrees with float64 at level %i', async (level) => {
    const executor = await GraphExecutor.open(graph.network, { batch: 8 });
    const found = executor.run(feeds, lengths.length, { levels: level })['tags']!;
    const inputs = Object.fromEntries(Object.entries(feeds).map(([name, ids]) => [name, values(shape, ids)]));
    const wanted = reference(graph.atLevel[level]!.network, inputs, 'tags').map((v, i) => {
      const token = Math.floor(i / 4);
      return token % mostTokens < lengths[Math.floor(token / mostTokens)]! ? v : 0;
    });
    expectClose(found, wanted);
  });

  test('refuses ids of another width', async () => {
    const executor = await GraphExecutor.open(graph.network, { batch: 8 });
    const short = { ...feeds, endings: feeds.endings.subarray(0, 5 * 23) };
    expect(() => executor.run(short, 5)).toThrow(
      /input 'endings': 115 ids for 5 samples; 'ids', to whose tokens they are added, has 120/,
    );
  });
});
