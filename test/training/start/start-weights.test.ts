import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ReplacedWordsFeed } from '../../../sim/training/feed/replaced-words-feed.ts';
import { TokenFeed, type TokenPart } from '../../../sim/training/feed/token-feed.ts';
import { namedWeights } from '../../../sim/training/model/named-weights.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';
import { train } from '../../../sim/training/run/train.ts';
import { imageFeed, smallPlan, spec } from '../synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [tokens, rows, count] = [8, 12, 32];

/** Sequences of eight tokens that count on from their own number. */
const part: TokenPart = {
  ids: { words: Int32Array.from({ length: tokens * count }, (_, i) => 1 + ((i + (i >> 3)) % rows)) },
  windows: {
    starts: Uint32Array.from({ length: count }, (_, i) => i * tokens),
    ends: Uint32Array.from({ length: count }, (_, i) => (i + 1) * tokens),
  },
  labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
};
const parts = { train: part, validation: part, test: part };
const network = { kind: 'encoder', features: 8, heads: 2, hidden: 8, layers: 1, dropout: 0 } as const;
const plan = (answer: 'token' | 'sequence', of = network) =>
  encoderPlan(of, [{ name: 'words', rows }], tokens, 2, answer);
const classify = () => new TokenFeed(parts, tokens, 'sequence', { dropWords: 0 });

async function run(
  out: string,
  of: object,
  rest: { plan: ReturnType<typeof plan>; feed: TokenFeed | ReplacedWordsFeed },
) {
  const { session } = await train({
    ...{ ...rest, out: join(folder, out), threads: 1, build: 'reproducible', now: () => 0 },
    spec: spec({ task: 'imdb', network, method: { kind: 'dense' }, epochs: 1, batch: 16, ...of }),
  });
  const weights = new Map([...namedWeights(session.model)].map(([name, array]) => [name, rounded(array)]));
  await session.close();
  return weights;
}

/** Steps of `still` move zeros by next to nothing. */
const rounded = (array: Float32Array) => array.map((x) => Math.round(x * 2 ** 20) / 2 ** 20 + 0);

const still = { optimiser: { kind: 'sgd', rate: 1e-30 } };

describe('start', () => {
  it('takes all weights of another run but those of the last layer', async () => {
    const feed = new ReplacedWordsFeed(parts, tokens);
    const first = await run('first', { task: 'imdb-replaced' }, { plan: plan('token'), feed });
    const start = { kind: 'run', folder: join(folder, 'first') };
    const second = await run('second', { ...still, start }, { plan: plan('sequence'), feed: classify() });
    const random = await run('random', still, { plan: plan('sequence'), feed: classify() });
    for (const [name, values] of second)
      expect(values, name).toEqual((name.startsWith('head.') ? random : first).get(name));
    expect(first.get('table:embedding.words')).not.toEqual(random.get('table:embedding.words'));
    const control = { ...network, layers: 0 };
    const less = await run(
      'less',
      { ...still, start, network: control },
      { plan: plan('sequence', control as never), feed: classify() },
    );
    expect(less.get('table:embedding.words')).toEqual(first.get('table:embedding.words'));
  });

  it('refuses a run of another network, or one that is not there', async () => {
    const wide = { ...network, hidden: 12 };
    const start = (name: string) => ({ start: { kind: 'run', folder: join(folder, name) } });
    await run('narrow', still, { plan: plan('sequence'), feed: classify() });
    const other = { plan: plan('sequence', wide as never), feed: classify() };
    await expect(run('wide', { network: wide, ...start('narrow') }, other)).rejects.toThrow(
      /narrow\/checkpoint: is of another network \(layer1\.in\.weight: 64 values, not 96.*last layer may differ/,
    );
    await expect(run('none', start('nowhere'), other)).rejects.toThrow(
      /nowhere\/checkpoint: is not there; train/,
    );
  });

  it('gives embeddings the vectors of words, and refuses tasks without texts', async () => {
    const start = { kind: 'word-vectors', window: 2, deviation: 0.3 };
    const found = await run('vectors', { ...still, start }, { plan: plan('sequence'), feed: classify() });
    const table = found.get('table:embedding.words')!;
    expect(Math.sqrt(table.reduce((sum, x) => sum + x * x, 0) / table.length)).toBeCloseTo(0.3, 5);
    const images = { spec: spec({ start }), plan: smallPlan, feed: imageFeed(), out: join(folder, 'images') };
    await expect(train({ ...images, threads: 1, build: 'reproducible', now: () => 0 })).rejects.toThrow(
      /the task has no texts/,
    );
  });
});
