import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { neighbourRows, neighbourWords } from '../../../sim/data/text/neighbour-words.ts';
import { TokenFeed } from '../../../sim/training/feed/token-feed.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';

const tokens = 8;
const reviews = fc.array(
  fc.array(fc.integer({ min: 1, max: 2 * neighbourRows }), { minLength: 1, maxLength: tokens }),
  { minLength: 1, maxLength: 8 },
);

test.prop([reviews], { seed: 1, numRuns: 50 })(
  'neighbours are the words beside within a text, and training sees the same as requests',
  (texts) => {
    const words = new Int32Array(texts.length * tokens);
    texts.forEach((text, s) => {
      words.set(text, s * tokens);
    });
    const starts = Uint32Array.from(texts, (_, s) => s * tokens);
    const ends = Uint32Array.from(texts, ({ length }, s) => s * tokens + length);
    const found = neighbourWords(words, starts, ends);
    texts.forEach((text, s) => {
      text.forEach((_, t) => {
        const expected = (id: number | undefined) => (id !== undefined && id <= neighbourRows ? id : 0);
        expect(found.previous[s * tokens + t]).toBe(expected(text[t - 1]));
        expect(found.next[s * tokens + t]).toBe(expected(text[t + 1]));
      });
    });

    const names = ['words', 'previous', 'next'] as const;
    const network = { kind: 'encoder', features: 8, heads: 2, hidden: 8, layers: 0, dropout: 0 } as const;
    const tables = names.map((name) => ({ name, rows: 2 * neighbourRows }));
    const plan = encoderPlan(network, tables, tokens, 2, 'sequence');
    const part = { ids: { words }, windows: { starts, ends }, labels: new Uint8Array(texts.length) };
    const feed = new TokenFeed(
      { train: part, validation: part, test: part },
      tokens,
      'sequence',
      { dropWords: 0 },
      true,
    );
    const memory = new TrainingMemory();
    const inputs = feed.shardInputs(memory, plan, { samples: 8, tokens });
    inputs.fill(
      'train',
      Uint32Array.from(texts, (_, s) => s),
    );
    const ids = { words, ...found };
    for (const name of names) {
      const rows = new Int32Array(memory.arena.memory.buffer, inputs.idsAt.get(name)!, words.length);
      starts.forEach((start, s) => {
        for (let t = start; t < ends[s]!; t++) expect(rows[t]).toBe(ids[name][t]! - 1);
      });
    }
  },
);
