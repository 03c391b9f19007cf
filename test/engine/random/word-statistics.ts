import { chiSquareZ } from '../../helpers/goodness-of-fit.ts';

/** A sequence of 32-bit words, as unsigned integers. */
export type Words = Uint32Array;

/** Statistics of a sequence of words that are standard normal, or nearly, if the words are random; by name. */
export function wordStatistics(words: Words): Record<string, number> {
  return {
    ...byteCounts(words),
    'pairs of top bits': tuples(words, 2, 7, 25),
    'pairs of low bits': tuples(words, 2, 7, 0),
    'triples of top bits': tuples(words, 3, 4, 28),
    'triples of low bits': tuples(words, 3, 4, 0),
    ...Object.fromEntries(
      [1, 2, 3, 4, 8, 16].map((lag) => [`correlation at ${lag}`, correlation(words, lag)]),
    ),
    'correlation of weights': weights(words),
    'xor of neighbours': neighbours(words, (a, b) => a ^ b),
    'difference of neighbours': neighbours(words, (a, b) => a - b),
    'birthday spacings': spacings(words),
  };
}

/** Equal words less the expected number, in its standard deviations. */
export function repeatsZ(words: Words): number {
  const sorted = words.slice().sort();
  const expected = words.length ** 2 / 2 ** 33;
  let repeats = 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) repeats++;
  return (repeats - expected) / Math.sqrt(expected);
}

function byteCounts(words: Words): Record<string, number> {
  const found: Record<string, number> = {};
  for (let shift = 0; shift < 32; shift += 8) {
    const counts = new Uint32Array(256);
    for (const word of words) counts[(word >>> shift) & 255]!++;
    found[`byte ${shift / 8}`] = chiSquareZ(counts, () => words.length / 256);
  }
  return found;
}

/** Serial test: cells of `size` neighbouring words, some bits of each. */
function tuples(words: Words, size: number, bits: number, shift: number): number {
  const counts = new Uint32Array(1 << (bits * size));
  const mask = (1 << bits) - 1;
  let total = 0;
  for (let i = 0; i + size <= words.length; i += size, total++) {
    let cell = 0;
    for (let k = 0; k < size; k++) cell = (cell << bits) | ((words[i + k]! >>> shift) & mask);
    counts[cell]!++;
  }
  return chiSquareZ(counts, () => total / counts.length);
}

function correlation(words: Words, lag: number): number {
  let sum = 0;
  for (let i = lag; i < words.length; i++)
    sum += (words[i]! / 2 ** 32 - 0.5) * (words[i - lag]! / 2 ** 32 - 0.5);
  return (12 * sum) / Math.sqrt(words.length - lag);
}

function weights(words: Words): number {
  let sum = 0;
  for (let i = 1; i < words.length; i += 2) sum += (ones(words[i]!) - 16) * (ones(words[i - 1]!) - 16);
  return sum / 8 / Math.sqrt(words.length >> 1);
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function neighbours(words: Words, joint: (a: number, b: number) => number): number {
  const counts = new Uint32Array(1024);
  for (let i = 1; i < words.length; i += 2) {
    const word = joint(words[i]!, words[i - 1]!);
    for (let byte = 0; byte < 4; byte++) counts[256 * byte + ((word >>> (8 * byte)) & 255)]!++;
  }
  return chiSquareZ(counts, () => (words.length >> 1) / 256);
}

/** Marsaglia's birthday spacings: 4,096 days of a year of 2^32; equal gaps are Poisson with mean 4. */
function spacings(words: Words): number {
  let equal = 0;
  let years = 0;
  for (let at = 0; at + 4096 <= words.length; at += 4096, years++) {
    const days = words.slice(at, at + 4096).sort();
    const gaps = days.map((day, i) => (i === 0 ? day : day - days[i - 1]!)).sort();
    for (let i = 1; i < 4096; i++) if (gaps[i] === gaps[i - 1]) equal++;
  }
  return (equal - 4 * years) / Math.sqrt(4 * years);
}
