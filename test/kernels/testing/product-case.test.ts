import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockLadder,
  type CsrMatrix,
  type Int8BlockMatrix,
  type NmMatrix,
  type TallBlockMatrix,
  unpackBlockLadder,
  validateBlockLadder,
} from '../../../kernels/index.ts';
import { type CaseSpec, caseSpec, productCase, sparsePatterns } from '../../../kernels/testing/index.ts';
import { patternMask } from '../../../kernels/testing/sparse-pattern.ts';

const settings = { seed: 42, numRuns: 150 };

/** Places p … of each row or block row rise strictly, and the pointers run from 0 to the end. */
function expectSorted(pointers: Uint32Array, places: Uint32Array, limit: number): void {
  expect(pointers[0]).toBe(0);
  expect(pointers.at(-1)).toBe(places.length);
  for (let r = 0; r + 1 < pointers.length; r++) {
    for (let b = pointers[r]!; b < pointers[r + 1]!; b++) {
      if (places[b]! >= limit || (b > pointers[r]! && places[b]! <= places[b - 1]!))
        throw new Error(`row ${r}: place ${places[b]} after ${places[b - 1]}, limit ${limit}`);
    }
  }
}

describe('the formats of cases are what their types say', () => {
  it('csr', () => {
    let storedZeros = 0;
    fc.assert(
      fc.property(productCase('csr'), ({ levels, dense }) => {
        const { rowPointers, columns, values } = levels[0]!.format as CsrMatrix;
        expect(rowPointers).toHaveLength(dense.rows + 1);
        expectSorted(rowPointers, columns, dense.cols);
        storedZeros += values.filter((value) => value === 0).length;
      }),
      settings,
    );
    expect(storedZeros).toBeGreaterThan(0);
  });

  it('ladder, valid and equal to its levels', () => {
    fc.assert(
      fc.property(productCase('ladder'), ({ levels, dense }) => {
        const ladder = levels[0]!.format as BlockLadder;
        validateBlockLadder(ladder);
        levels.forEach((matrix, level) => {
          // -0 may be stored or not.
          const found = unpackBlockLadder(ladder, level).values;
          expect(found.every((value, i) => value === matrix.dense.values[i])).toBe(true);
          const capped = matrix.leveled!.capped().format as BlockLadder;
          validateBlockLadder(capped);
          expect(capped.densest).toBe(level);
        });
        expect(levels[0]!.dense.values.every((value, i) => value === dense.values[i])).toBe(true);
      }),
      settings,
    );
  });

  it('nm: as many places in every group, rising', () => {
    const shapes = new Set<string>();
    fc.assert(
      fc.property(productCase('nm'), ({ levels, dense }) => {
        const { kept, group, positions, values, cols } = levels[0]!.format as NmMatrix;
        shapes.add(`${kept}:${group}`);
        expect(cols % group).toBe(0);
        expect(values).toHaveLength(((dense.rows * cols) / group) * kept);
        for (let i = 0; i < positions.length; i++)
          if (positions[i]! >= group || (i % kept > 0 && positions[i]! <= positions[i - 1]!))
            throw new Error(`position ${positions[i]} after ${positions[i - 1]} in a group of ${group}`);
      }),
      settings,
    );
    expect([...shapes]).toEqual(expect.arrayContaining(['2:4', '1:4', '4:8']));
  });

  it('tall: no 4x1 block has a neighbour, in its group of eight rows or in an 8x1 block', () => {
    fc.assert(
      fc.property(productCase('tall'), ({ levels, dense }) => {
        const { tall, short } = levels[0]!.format as TallBlockMatrix;
        expectSorted(tall.rowPointers, tall.columns, dense.cols);
        expectSorted(short.rowPointers, short.columns, dense.cols);
        const taken = new Set<string>();
        for (const [{ rowPointers, columns }, halves] of [[tall, 2] as const, [short, 1] as const]) {
          for (let r = 0; r + 1 < rowPointers.length; r++) {
            for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
              const place = `${Math.floor((r * halves) / 2)},${columns[b]}`;
              expect(taken.has(place)).toBe(false);
              taken.add(place);
            }
          }
        }
      }),
      settings,
    );
  });

  it('int8: whole values from -127 to 127, zeros beyond the matrix', () => {
    fc.assert(
      fc.property(productCase('int8'), ({ levels, dense, x }) => {
        const { rowPointers, pairs, values, scales } = levels[0]!.format as Int8BlockMatrix;
        expectSorted(rowPointers, pairs, Math.ceil(dense.cols / 2));
        expect(values.every((value) => value >= -127)).toBe(true);
        expect(scales.every((scale) => scale > 0)).toBe(true);
        expect(x).toBeInstanceOf(Int8Array);
        const stored = values.reduce((sum, value) => sum + Math.abs(value), 0);
        expect(stored).toBe(dense.values.reduce((sum, value) => sum + Math.abs(value), 0));
      }),
      settings,
    );
  });

  it('values: finite, and so is every sum of magnitudes', () => {
    fc.assert(
      fc.property(productCase('dense'), ({ dense, x, n }) => {
        const y = new Float32Array(dense.rows * n);
        for (let i = 0; i < dense.values.length; i++)
          for (let j = 0; j < n; j++)
            y[Math.floor(i / dense.cols) * n + j]! += Math.abs(
              dense.values[i]! * x[(i % dense.cols) * n + j]!,
            );
        expect(y.every(Number.isFinite)).toBe(true);
      }),
      settings,
    );
  });
});

describe('patterns', () => {
  it.each(sparsePatterns)('%s: empty at density 0', (pattern) => {
    expect(patternMask(pattern, 17, 13, 0, 5).every((kept) => kept === 0)).toBe(true);
    expect(patternMask(pattern, 17, 13, 1, 5).some((kept) => kept === 1)).toBe(true);
  });

  it('come in whole blocks', () => {
    for (const [pattern, height, width] of [
      ['blocks 4x1', 4, 1],
      ['blocks 8x1', 8, 1],
      ['blocks 4x2', 4, 2],
    ] as const) {
      const mask = patternMask(pattern, 24, 10, 0.4, 3);
      const first = (i: number) => {
        const [r, c] = [Math.floor(i / 10), i % 10];
        return (r - (r % height)) * 10 + c - (c % width);
      };
      expect(mask.every((kept, i) => kept === mask[first(i)])).toBe(true);
      expect(new Set(mask)).toEqual(new Set([0, 1]));
    }
  });

  it('keep n of 4, one whole row, one whole column', () => {
    const groups = patternMask('n of 4', 6, 16, 0.5, 3);
    for (let g = 0; g < groups.length; g += 4)
      expect(groups.subarray(g, g + 4).reduce((a, b) => a + b)).toBe(2);
    const sums = (mask: Uint8Array, of: (i: number) => number) => {
      const out = new Array(20).fill(0);
      mask.forEach((kept, i) => {
        out[of(i)] += kept;
      });
      return out.toSorted((a, b) => b - a);
    };
    const row = sums(patternMask('one dense row', 20, 20, 0.1, 3), (i) => Math.floor(i / 20));
    const column = sums(patternMask('one dense column', 20, 20, 0.1, 3), (i) => i % 20);
    for (const [most, second] of [row, column]) {
      expect(most).toBe(20);
      expect(second).toBeLessThan(8);
    }
  });
});

describe('cases', () => {
  it('shrink to the least that still fails, in sides, density, pattern, values and seed', () => {
    const smallest = (fails: (spec: CaseSpec) => boolean) =>
      fc.check(
        fc.property(caseSpec(), (spec) => !fails(spec)),
        { seed: 1, numRuns: 500 },
      ).counterexample?.[0];
    const least = {
      ...{ rows: 0, cols: 0, n: 0, density: 0 },
      ...{ pattern: 'random', values: 'integer', seed: 0 },
    };
    expect(smallest((spec) => spec.rows >= 5 && spec.cols >= 17)).toEqual({ ...least, rows: 5, cols: 17 });
    expect(smallest((spec) => spec.cols > 1000)).toEqual({ ...least, cols: 1001 });
    expect(smallest((spec) => spec.density >= 0.3 && spec.values === 'huge')).toEqual({
      ...least,
      density: 0.5,
      values: 'huge',
    });
  });

  it('follow from their seed', () => {
    const drawn = () => fc.sample(productCase('ladder'), settings).map(({ spec, x }) => [spec, [...x]]);
    expect(drawn()).toEqual(drawn());
  });
});
