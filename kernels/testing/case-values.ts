import { hashCounter } from './hash-counter.ts';
import { seededValues } from './seeded-values.ts';

/**
 * Kinds of operands, weights and inputs together, simplest first:
 * - `integer`: sums are exact in any order;
 * - `uniform`: -1 to 1;
 * - `adversarial`: signed zeros, denormals, 2^24 + 1, magnitudes from 1e-30 to 1e15;
 * - `cancelling`: neighbours nearly cancel at magnitudes from 2^-20 to 2^40;
 * - `denormal`: weights under 2^-126;
 * - `huge`: weights near the largest float32, as far as no sum can overflow;
 * - `coarse`: whole numbers as large as sums stay exact with, under 2^24.
 */
export const valueKinds = [
  'integer',
  'uniform',
  'adversarial',
  'cancelling',
  'denormal',
  'huge',
  'coarse',
] as const;

export type ValueKind = (typeof valueKinds)[number];

const largest = 3.4028234663852886e38;

/** Largest whole number that `terms` products of two may have and still sum exactly in float32. */
const exactLimit = (terms: number) => Math.max(1, Math.floor(Math.sqrt(2 ** 24 / Math.max(1, terms)) - 1));

const whole = (h: number, limit: number) => (h % (2 * limit + 1)) - limit;

/** Weights of a matrix, a value at every place. @returns [rows * cols] */
export function weightValues(kind: ValueKind, seed: number, rows: number, cols: number): Float32Array {
  const length = rows * cols;
  const draw = (value: (unit: number, h: number) => number) =>
    Float32Array.from({ length }, (_, i) => {
      const h = hashCounter(seed, i);
      return value(h / 2 ** 31 - 1, h);
    });
  switch (kind) {
    case 'cancelling':
      return draw((unit) => 1 + unit / 1024);
    case 'denormal':
      return draw((unit) => unit * 2 ** -127);
    case 'huge':
      // A sixty-fourth leaves room for W (a X + Z) with |a| up to 9.
      return draw((unit) => (Math.sign(unit) * (1 + Math.abs(unit)) * largest) / (128 * Math.max(1, cols)));
    case 'coarse':
      return draw((_unit, h) => whole(h, exactLimit(cols)));
    default:
      return seededValues(seed, length, kind);
  }
}

/**
 * Right-hand sides that go with weights of the same kind.
 * @param density share of inputs that are not zero
 * @returns [cols * n]
 */
export function inputValues(
  kind: ValueKind,
  seed: number,
  cols: number,
  n: number,
  density: number,
): Float32Array {
  const kept = (i: number) => hashCounter(seed ^ 0x27220a95, i) < density * 2 ** 32;
  const length = cols * n;
  switch (kind) {
    case 'cancelling':
      return Float32Array.from({ length }, (_, i) => {
        const [c, j] = [Math.floor(i / n), i % n];
        const pair = hashCounter(seed, (c >> 1) * n + j);
        return kept(i) ? (c % 2 ? -1 : 1) * 2 ** ((pair % 61) - 20) * (1 + pair / 2 ** 34) : 0;
      });
    case 'denormal':
    case 'huge':
      return seededValues(seed, length, 'uniform', density);
    case 'coarse':
      return Float32Array.from({ length }, (_, i) =>
        kept(i) ? whole(hashCounter(seed, i), exactLimit(cols)) : 0,
      );
    default:
      return seededValues(seed, length, kind, density);
  }
}

/** int8 values: a few to ±8 for `integer`, the whole range for others, half of them extremes for the awkward kinds. */
export function int8Values(
  kind: ValueKind,
  seed: number,
  length: number,
  least: -127 | -128,
  density = 1,
): Int8Array {
  return Int8Array.from({ length }, (_, i) => {
    const h = hashCounter(seed, i);
    if (hashCounter(seed ^ 0x27220a95, i) >= density * 2 ** 32) return 0;
    if (kind === 'integer') return whole(h, 8);
    if (kind === 'uniform' || kind === 'cancelling' || h % 2 === 0)
      return ((h >>> 1) % (128 - least)) + least;
    return h % 8 === 1 ? least : 127;
  });
}
