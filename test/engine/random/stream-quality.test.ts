import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { repeatsZ, type Words, wordStatistics } from './word-statistics.ts';

const count = 1 << 16;
const repeatCount = 1 << 18;
/** Two-sided, once in 16,000 by chance; some 400 statistics are looked at, with fixed seeds. */
const limit = 4;

/** One word of a draw, three ways. */
const word = {
  u32: (s: RandomStream, index: number) => s.u32(index),
  'upper bits of uniform53': (s: RandomStream, index: number) => Math.floor(s.uniform53(index) * 2 ** 32),
  'lower bits of uniform53': (s: RandomStream, index: number) => (s.uniform53(index) * 2 ** 52) % 2 ** 32,
};
type Take = (typeof word)[keyof typeof word];

/** Ways in which simulations walk through streams: word n of the sequence. */
const walks: Record<string, () => (n: number, take: Take) => number> = {
  'one stream, index by index': () => {
    const s = new RandomStream(1, 'arrivals', 'gaps');
    return (n, take) => take(s, n);
  },
  'one stream, every 12th index': () => {
    const s = new RandomStream(2, 0, 'noise');
    return (n, take) => take(s, 16 + 12 * n);
  },
  'entities 0 … n at one index': () => (n, take) => take(new RandomStream(1, n, 'service'), 0),
  'seeds 0 … n at one index': () => (n, take) => take(new RandomStream(n, 'arrivals', 'gaps'), 0),
  'named entities': () => (n, take) => take(new RandomStream(1, `device ${n}`, 'service'), 3),
  'purposes 0 … n': () => (n, take) => take(new RandomStream(1, 7, `purpose-${n}`), 0),
  'two neighbouring entities in turn': () => {
    const pair = [new RandomStream(1, 0, 'service'), new RandomStream(1, 1, 'service')];
    return (n, take) => take(pair[n & 1]!, n >>> 1);
  },
  '16 entities in turn': () => {
    const all = Array.from({ length: 16 }, (_, e) => new RandomStream(1, e, 'service'));
    return (n, take) => take(all[n & 15]!, n >>> 4);
  },
  'four draws of each entity': () => (n, take) => take(new RandomStream(1, n >>> 2, 'service'), n & 3),
  'two neighbouring seeds in turn': () => {
    const pair = [new RandomStream(1, 'arrivals', 'gaps'), new RandomStream(2, 'arrivals', 'gaps')];
    return (n, take) => take(pair[n & 1]!, n >>> 1);
  },
};

const sequence = (draw: (n: number) => number, length = count): Words =>
  Uint32Array.from({ length }, (_, n) => draw(n));
const failures = (words: Words) =>
  Object.entries(wordStatistics(words)).filter(([, z]) => !(Math.abs(z) < limit));

describe.each(Object.keys(walks))('draws along %s', (name) => {
  it.each(Object.keys(word) as (keyof typeof word)[])('look random: %s', (kind) => {
    const walk = walks[name]!();
    expect(failures(sequence((n) => walk(n, word[kind])))).toEqual([]);
  });
});

describe('lanes of uniform53', () => {
  it('look random, of one index and of neighbouring ones', () => {
    const s = new RandomStream(1, 'x', 'service');
    const upper = (index: number, lane: number) => Math.floor(s.uniform53(index, lane) * 2 ** 32);
    expect(failures(sequence((n) => upper(n >>> 1, n & 1)))).toEqual([]);
    expect(failures(sequence((n) => upper(n >>> 3, n & 7)))).toEqual([]);
    expect(failures(sequence((n) => upper(5, n)))).toEqual([]);
  });
});

describe('repeats', () => {
  const repeats = (draw: (n: number) => number) => Math.abs(repeatsZ(sequence(draw, repeatCount)));

  it('of words are as many as chance makes', () => {
    const s = new RandomStream(1, 'arrivals', 'gaps');
    const upper = word['upper bits of uniform53'];
    expect(repeats((n) => s.u32(n))).toBeLessThan(limit);
    expect(repeats((n) => upper(s, n))).toBeLessThan(limit);
    expect(repeats((n) => upper(new RandomStream(1, n, 'p'), 0))).toBeLessThan(limit);
    expect(repeats((n) => upper(new RandomStream(n, 1, 'p'), 0))).toBeLessThan(limit);
  });

  it('of u32 at one index never come among the entities of a seed: the limit that its doc states', () => {
    const words = sequence((n) => new RandomStream(1, n, 'p').u32(0), repeatCount);
    expect(new Set(words).size).toBe(repeatCount);
  });
});

describe('the statistics', () => {
  it.each<[string, (n: number) => number, string]>([
    // RANDU, Marsaglia 1968: triples fall in 15 planes.
    ['RANDU', randu(), 'triples of top bits'],
    ['a multiplicative counter', (n) => Math.imul(n, 0x9e3779b1) >>> 0, 'birthday spacings'],
    ['low bits that alternate', alternating(), 'byte 0'],
    ['neighbours that agree in half of their bits', agreeing(), 'xor of neighbours'],
  ])('see %s', (_name, draw, statistic) => {
    expect(failures(sequence(draw)).map(([name]) => name)).toContain(statistic);
  });
});

function randu(): (n: number) => number {
  let x = 1n;
  return () => {
    x = (x * 65539n) % 2147483648n;
    return Number(x * 2n);
  };
}

function alternating(): (n: number) => number {
  const s = new RandomStream(1, 'a', 'b');
  return (n) => ((s.u32(n) & ~1) | (s.u32(n + count) % 100 === 0 ? s.u32(n) & 1 : 0)) >>> 0;
}

function agreeing(): (n: number) => number {
  const s = new RandomStream(1, 'a', 'b');
  return (n) => (n & 1 && n % 50 === 1 ? (s.u32(n - 1) ^ (s.u32(n) & 0xffff)) >>> 0 : s.u32(n));
}
