import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { leadingVectors } from '../../../sim/training/start/leading-vectors.ts';
import { positivePmi } from '../../../sim/training/start/positive-pmi.ts';
import { symmetricEigen } from '../../../sim/training/start/symmetric-eigen.ts';
import { wordVectors } from '../../../sim/training/start/word-vectors.ts';

const symmetric = (size: number, seed: number) => {
  const draws = new RandomStream(seed, 'matrix', 'entries');
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return draws.uniform53(Math.min(i, j) * size + Math.max(i, j)) - 0.5;
  });
};

describe('symmetricEigen', () => {
  it('gives orthonormal vectors whose values make up the matrix, the greatest first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 1000 }), (size, seed) => {
        const matrix = symmetric(size, seed);
        const { values, vectors } = symmetricEigen(matrix, size);
        for (let i = 0; i < size; i++) {
          if (i > 0) expect(Math.abs(values[i]!)).toBeLessThanOrEqual(Math.abs(values[i - 1]!));
          for (let j = 0; j < size; j++) {
            let [unit, entry] = [0, 0];
            for (let k = 0; k < size; k++) {
              unit += vectors[k * size + i]! * vectors[k * size + j]!;
              entry += vectors[i * size + k]! * values[k]! * vectors[j * size + k]!;
            }
            expect(unit).toBeCloseTo(i === j ? 1 : 0, 9);
            expect(entry).toBeCloseTo(matrix[i * size + j]!, 9);
          }
        }
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

const texts = (ids: readonly number[], starts: readonly number[], ends: readonly number[]) => ({
  ids,
  starts,
  ends,
});

describe('positivePmi', () => {
  it('is symmetric, and counts as a table of all pairs does', () => {
    const rows = 6;
    const window = 2;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: rows - 1 }), { minLength: 4, maxLength: 40 }), (ids) => {
        const [starts, ends] = [
          [0, 3],
          [3, ids.length],
        ];
        const counts = Array.from({ length: rows }, () => new Array<number>(rows).fill(0));
        for (let s = 0; s < 2; s++)
          for (let i = starts[s]!; i < ends[s]!; i++)
            for (let j = starts[s]!; j < ends[s]!; j++)
              if (i !== j && Math.abs(i - j) <= window) counts[ids[i]!]![ids[j]!]! += 1 / Math.abs(i - j);
        const sums = counts.map((row) => row.reduce((sum, x) => sum + x, 0));
        const total = sums.reduce((sum, x) => sum + x, 0);
        const smooth = sums.map((x) => x ** 0.75);
        const scale = total / smooth.reduce((sum, x) => sum + x, 0);
        const directed = (a: number, b: number) =>
          Math.log((counts[a]![b]! * total) / (sums[a]! * smooth[b]! * scale));
        const matrix = positivePmi(texts(ids, starts, ends), rows, window);
        const found = new Map<number, number>();
        for (let a = 0; a < rows; a++)
          for (let e = matrix.rowPointers[a]!; e < matrix.rowPointers[a + 1]!; e++)
            found.set(a * rows + matrix.columns[e]!, matrix.values[e]!);
        for (let a = 0; a < rows; a++)
          for (let b = 0; b < rows; b++) {
            const value = counts[a]![b]! > 0 ? Math.max(0, (directed(a, b) + directed(b, a)) / 2) : 0;
            expect(found.get(a * rows + b) ?? 0).toBeCloseTo(value, 9);
          }
      }),
      { seed: 2, numRuns: 40 },
    );
  });
});

describe('leadingVectors', () => {
  it('factors a matrix of that rank exactly', () => {
    const [size, rank] = [40, 3];
    const draws = new RandomStream(5, 'factors', 'entries');
    const factor = Float64Array.from({ length: size * rank }, (_, i) => draws.uniform53(i));
    const entry = (x: ArrayLike<number>, i: number, j: number) => {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += x[i * rank + k]! * x[j * rank + k]!;
      return sum;
    };
    const every = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size] as const);
    const matrix = {
      size,
      rowPointers: Uint32Array.from({ length: size + 1 }, (_, i) => i * size),
      columns: Uint32Array.from(every, ([, j]) => j),
      values: Float64Array.from(every, ([i, j]) => entry(factor, i, j)),
    };
    const rows = leadingVectors(matrix, rank, 1);
    for (const [i, j] of every) expect(entry(rows, i, j)).toBeCloseTo(entry(factor, i, j), 8);
  });

  it('refuses more directions than rows', () => {
    const empty = {
      size: 2,
      rowPointers: new Uint32Array(3),
      columns: new Uint32Array(0),
      values: new Float64Array(0),
    };
    expect(() => leadingVectors(empty, 4, 1)).toThrow('4 directions of a matrix of 2 rows');
  });
});

describe('wordVectors', () => {
  it('brings words near that stand among the same others, at the deviation that was asked for', () => {
    // Words 0 and 1 are used alike, among 4 to 7; 2 and 3 among 8 to 11.
    const draws = new RandomStream(3, 'text', 'words');
    const ids: number[] = [];
    for (let i = 0; i < 2000; i++) {
      const kind = draws.uniform53(i) < 0.5 ? 0 : 1;
      ids.push(2 * kind + Math.floor(2 * draws.uniform53(i, 1)));
      ids.push(4 + 4 * kind + Math.floor(4 * draws.uniform53(i, 2)));
      ids.push(4 + 4 * kind + Math.floor(4 * draws.uniform53(i, 3)));
    }
    const starts = Array.from({ length: 2000 }, (_, i) => 3 * i);
    const ends = starts.map((start) => start + 3);
    const options = { window: 2, deviation: 0.1, seed: 1 };
    const rows = wordVectors(texts(ids, starts, ends), 13, 4, options);
    const cosine = (a: number, b: number) => {
      const dot = (i: number, j: number) =>
        [0, 1, 2, 3].reduce((sum, k) => sum + rows[4 * i + k]! * rows[4 * j + k]!, 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    expect(cosine(0, 1)).toBeGreaterThan(0.9);
    expect(cosine(2, 3)).toBeGreaterThan(0.9);
    expect(cosine(0, 2)).toBeLessThan(0.5);
    expect([...rows.subarray(48)]).toEqual([0, 0, 0, 0]);
    expect(Math.sqrt(rows.reduce((sum, x) => sum + x * x, 0) / rows.length)).toBeCloseTo(0.1, 6);
    expect(wordVectors(texts(ids, starts, ends), 13, 4, options)).toEqual(rows);
  });
});
