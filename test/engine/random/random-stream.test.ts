import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation } from '../../../sim/engine/random/permutation.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { chiSquareZ } from '../../helpers/goodness-of-fit.ts';

const seed = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
const entity = fc.oneof(fc.string(), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));
const stream = fc.tuple(seed, entity, fc.string());

describe('a random stream', () => {
  it('is a pure function of seed, entity, purpose and index, in any order of asking', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(1e9), { minLength: 1, maxLength: 20 }), (name, indices) => {
        const one = new RandomStream(...name);
        const other = new RandomStream(...name);
        const all = (s: RandomStream, i: number) => [
          s.u32(i),
          s.uniform(i),
          s.uniform53(i),
          s.uniform53(i, 3),
        ];
        const forward = indices.map((i) => all(one, i));
        const backward = indices.toReversed().map((i) => all(other, i));
        expect(backward.toReversed()).toEqual(forward);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('has draws of its own as soon as one part of its name differs', () => {
    fc.assert(
      fc.property(stream, stream, (a, b) => {
        fc.pre(a.some((part, i) => part !== b[i]));
        const [one, other] = [new RandomStream(...a), new RandomStream(...b)];
        expect([0, 1, 2].map((i) => one.uniform53(i))).not.toEqual([0, 1, 2].map((i) => other.uniform53(i)));
      }),
      { seed: 42, numRuns: 500 },
    );
    const first = (...name: [number, number | string, string]) => new RandomStream(...name).uniform53(0);
    const different = [
      first(1, 5, 'p'),
      first(1, '5', 'p'),
      first(1, 5 + 2 ** 32, 'p'),
      first(1 + 2 ** 32, 5, 'p'),
      first(5, 1, 'p'),
      first(1, 'p', '5'),
      first(-1, 5, 'p'),
      first(2 ** 32 - 1, 5, 'p'),
    ];
    expect(new Set(different).size).toBe(different.length);
  });

  it('tells names apart in uniform53 that one 32-bit hash does not', () => {
    // Two pairs of words with the same FNV-1a.
    for (const [a, b] of [
      ['costarring', 'liquid'],
      ['declinate', 'macallums'],
    ] as const) {
      const [one, other] = [new RandomStream(1, a, 'p'), new RandomStream(1, b, 'p')];
      expect(one.u32(0)).toBe(other.u32(0));
      expect(Math.abs(one.uniform53(0) - other.uniform53(0))).toBeGreaterThan(1e-3);
      // Nor do the low bits, which are another word of the hash.
      const low = (stream: RandomStream) => (stream.uniform53(0) * 2 ** 52) % 2 ** 20;
      expect(Math.floor(low(one))).not.toBe(Math.floor(low(other)));
    }
  });

  it('draws inside the open interval and tells lanes and far indices apart', () => {
    const s = new RandomStream(1, 'x', 'y');
    const draws = [0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 33, 2 ** 52].flatMap((index) =>
      [0, 1, 2, 3].map((lane) => s.uniform53(index, lane)),
    );
    expect(new Set(draws).size).toBe(draws.length);
    fc.assert(
      fc.property(stream, fc.nat(), fc.nat(2000), (name, index, lane) => {
        const u = new RandomStream(...name).uniform53(index, lane);
        expect(u > 0 && u < 1 && ((u * 2 ** 53) & 1) === 1 && Number.isInteger(u * 2 ** 53)).toBe(true);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('flips half of the bits of a draw when one bit of seed, entity or index flips', () => {
    const samples = 400;
    // 1,664 shares of 400 flips each: chance takes the farthest to about 0.5 +- 0.09.
    const away = (draw: (input: number) => number) => {
      let most = 0;
      for (let bit = 0; bit < 32; bit++) {
        const flips = new Uint32Array(56);
        for (let n = 0; n < samples; n++) {
          const input = Math.imul(n, 0x9e3779b1) >>> 0;
          const [a, b] = [draw(input), draw((input ^ (1 << bit)) >>> 0)];
          const upper = Math.floor(a * 2 ** 28) ^ Math.floor(b * 2 ** 28);
          const lower = ((a * 2 ** 52) % 2 ** 28) ^ ((b * 2 ** 52) % 2 ** 28);
          for (let k = 0; k < 28; k++) {
            flips[k]! += (upper >>> k) & 1;
            if (k >= 4) flips[28 + k]! += (lower >>> (k - 4)) & 1;
          }
        }
        for (let k = 0; k < 56; k++)
          if (k < 28 || k >= 32) most = Math.max(most, Math.abs(flips[k]! / samples - 0.5));
      }
      return most;
    };
    const s = new RandomStream(1, 'x', 'y');
    expect(away((index) => s.uniform53(index))).toBeLessThan(0.12);
    expect(away((value) => new RandomStream(value, 'x', 'y').uniform53(0))).toBeLessThan(0.12);
    expect(away((value) => new RandomStream(1, value, 'y').uniform53(0))).toBeLessThan(0.12);
    // A hash that is not one: a bit of the index moves only the bits above it.
    expect(away((index) => (Math.imul(index, 0x9e3779b1) >>> 0) / 2 ** 32)).toBeGreaterThan(0.3);
  });

  it('refuses seeds and entities that are not whole, by name', () => {
    expect(() => new RandomStream(1.5, 'x', 'y')).toThrow(/seed is 1\.5; a whole number/);
    expect(() => new RandomStream(Number.NaN, 'x', 'y')).toThrow(RangeError);
    expect(() => new RandomStream(1, 0.1, 'y')).toThrow(/entity is 0\.1; a whole number or a name/);
  });
});

describe('an integer draw', () => {
  const s = new RandomStream(7, 'x', 'y');

  it('is floor(uniform * bound) up to 2^20', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 2 ** 20 }), (index, bound) => {
        expect(s.integer(index, bound)).toBe(Math.floor(s.uniform(index) * bound));
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('hits the parts of a large bound equally often, where 32 bits scaled would not', () => {
    // Two thirds of the words: scaled, every second value of the first part comes twice as often.
    const bound = 3 * 2 ** 30;
    const draws = Array.from({ length: 1 << 16 }, (_, i) => s.integer(i, bound));
    expect(draws.every((d) => Number.isInteger(d) && d >= 0 && d < bound)).toBe(true);
    const residues = new Uint32Array(3);
    const scaled = new Uint32Array(3);
    draws.forEach((d, i) => {
      residues[d % 3]!++;
      scaled[Math.floor(s.uniform(i) * bound) % 3]!++;
    });
    const z = (counts: Uint32Array) => chiSquareZ(counts, () => draws.length / 3);
    expect(Math.abs(z(residues))).toBeLessThan(4);
    expect(z(scaled)).toBeGreaterThan(10);
    const parts = new Uint32Array(64);
    for (const d of draws) parts[Math.floor((d / bound) * 64)]!++;
    expect(Math.abs(chiSquareZ(parts, () => draws.length / 64))).toBeLessThan(4);
  });

  it('draws again what lies past the last whole multiple of the bound', () => {
    // A quarter of the words lies past it; taken as they are, the first third would come twice as often.
    const bound = 3 * 2 ** 50;
    const thirds = new Uint32Array(3);
    for (let i = 0; i < 4096; i++) thirds[Math.floor(s.integer(i, bound) / 2 ** 50)]!++;
    expect(Math.abs(chiSquareZ(thirds, () => 4096 / 3))).toBeLessThan(3.5);
  });

  it.each([0, -1, Number.NaN, 2 ** 52 + 1, 2 ** 21 + 0.5, Number.POSITIVE_INFINITY])(
    'refuses bound %s',
    (b) => {
      expect(() => s.integer(0, b)).toThrow(/bound is .*; a whole number from 1 to 2\^52/);
    },
  );
});

describe('a permutation', () => {
  it('holds each number once and puts each in each place equally often', () => {
    fc.assert(
      fc.property(fc.nat(200), seed, (n, value) => {
        const order = permutation(n, new RandomStream(value, 'x', 'y'));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
      { seed: 42, numRuns: 100 },
    );
    const counts = new Uint32Array(25);
    for (let k = 0; k < 5000; k++) {
      permutation(5, new RandomStream(k, 'x', 'y')).forEach((value, place) => {
        counts[5 * place + value]!++;
      });
    }
    expect(Math.abs(chiSquareZ(counts, () => 1000))).toBeLessThan(4);
  });
});
