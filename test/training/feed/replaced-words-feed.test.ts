import { describe, expect, it } from 'vitest';
import { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { ReplacedWordsFeed } from '../../../sim/training/feed/replaced-words-feed.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';

const [tokens, count] = [16, 64];
const lengths = Array.from({ length: count }, (_, i) => 1 + ((7 * i) % tokens));
const starts = Uint32Array.from(lengths, (_, i) => i * tokens);
const part = {
  // Half of all tokens are 1, the others 2 to 41.
  ids: { words: Int32Array.from({ length: count * tokens }, (_, i) => (i % 2 ? 1 : 2 + ((i * 13) % 40))) },
  windows: { starts, ends: starts.map((start, i) => start + lengths[i]!) },
};
const network = { kind: 'encoder', features: 8, heads: 2, hidden: 8, layers: 0, dropout: 0 } as const;
const plan = encoderPlan(network, [{ name: 'words', rows: 41 }], tokens, 2, 'token');

function filled(draws?: { stream: RandomStream; from: number }) {
  const memory = new TrainingMemory();
  const feed = new ReplacedWordsFeed({ train: part, validation: part, test: part }, tokens);
  const inputs = feed.shardInputs(memory, plan, { samples: count, tokens });
  inputs.fill(
    'train',
    Uint32Array.from({ length: count }, (_, i) => i),
    draws,
  );
  const view = (at: number) => new Int32Array(memory.arena.memory.buffer, at, count * tokens).slice();
  return { ids: view(inputs.idsAt.get('words')!), labels: view(inputs.labelsAt) };
}

describe('ReplacedWordsFeed', () => {
  it('asks of each token whether it is another than in the text, of padding nothing', () => {
    const draws = (from: number) => ({ stream: new RandomStream(1, 'test', 'draws'), from });
    let [wrong, changed, common, all] = [0, 0, 0, 0];
    for (let step = 0; step < 8; step++) {
      const { ids, labels } = filled(draws(step * count));
      for (let i = 0; i < ids.length; i++) {
        const isText = i % tokens < lengths[Math.floor(i / tokens)]!;
        const before = isText ? part.ids.words[i]! - 1 : -1;
        if (labels[i] !== (!isText ? -1 : ids[i] === before ? 0 : 1)) wrong++;
        if (isText) all++;
        if (labels[i] === 1) changed++;
        if (labels[i] === 1 && before !== 0 && ids[i] === 0) common++;
      }
    }
    expect(wrong).toBe(0);
    // A fifth is drawn again; a draw gives the same id with probability 1/2 of common ones, 1/40 x 1/2 of others.
    expect(changed / all).toBeGreaterThan(0.12);
    expect(changed / all).toBeLessThan(0.17);
    // Ids are drawn as often as they occur: half of what replaces a rare id is the common one.
    expect(common / all).toBeGreaterThan(0.03);
    expect(common / all).toBeLessThan(0.07);
  });

  it('draws anew at every step, and the same at every evaluation', () => {
    const stream = new RandomStream(1, 'test', 'draws');
    expect(filled({ stream, from: 0 })).toEqual(filled({ stream, from: 0 }));
    expect(filled({ stream, from: 0 })).not.toEqual(filled({ stream, from: count }));
    expect(filled()).toEqual(filled());
  });
});
