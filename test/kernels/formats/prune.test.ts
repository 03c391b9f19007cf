import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockMagnitudeOrder,
  packBlockLadder,
  packNm,
  pruneNm,
  unpackBlockLadder,
} from '../../../kernels/index.ts';
import { matrixCase } from '../../../kernels/testing/index.ts';
import { formatCase } from '../../helpers/format-case.ts';
import { formatErrorCode } from '../../helpers/format-error-code.ts';

const options = { seed: 42, numRuns: 200 };

describe('pruning to N:M', () => {
  test('leaves N places of a group at most, each as large as any that went, and changes none', () => {
    fc.assert(
      fc.property(formatCase, ({ weights, kept, group }) => {
        const pruned = pruneNm(weights, kept, group);
        for (let first = 0; first < weights.values.length; first += group) {
          const before = weights.values.subarray(first, first + group);
          const after = pruned.values.subarray(first, first + group);
          const stayed = before.filter((value, i) => Object.is(value, after[i]) && value !== 0);
          const went = before.filter((value, i) => after[i] === 0 && value !== 0);
          expect(stayed.length + went.length).toBe(before.filter((value) => value !== 0).length);
          expect(stayed.length).toBe(Math.min(kept, stayed.length + went.length));
          if (went.length > 0)
            expect(Math.max(...went.map(Math.abs))).toBeLessThanOrEqual(Math.min(...stayed.map(Math.abs)));
        }
      }),
      options,
    );
  });

  test('between equal magnitudes the lower column stays', () => {
    const dense = { rows: 1, cols: 4, values: Float32Array.of(1, -2, 2, -2) };
    expect([...pruneNm(dense, 2, 4).values]).toEqual([0, -2, 2, 0]);
  });

  test('packing refuses a matrix that is not pruned', () => {
    const dense = { rows: 2, cols: 4, values: Float32Array.of(0, 1, 0, 2, 3, 0, 4, 5) };
    expect(formatErrorCode(() => packNm(dense, 2, 4))).toBe('capacity');
    expect(() => packNm(dense, 2, 4)).toThrow('row 1, columns 0 to 3 hold 3 weights; 2:4 allows 2');
    expect(formatErrorCode(() => packNm(pruneNm(dense, 2, 4), 2, 4))).toBe('accepted');
  });

  test.each([
    [0, 4],
    [5, 4],
    [1, 3],
    [1, 0],
    [1.5, 4],
  ])('refuses the pattern %d:%d of four columns', (kept, group) => {
    const dense = { rows: 1, cols: 4, values: new Float32Array(4) };
    expect(formatErrorCode(() => packNm(dense, kept, group))).toBe('shape');
    expect(formatErrorCode(() => pruneNm(dense, kept, group))).toBe('shape');
  });
});

describe('blocks by magnitude', () => {
  test.each(['l1', 'l2'] as const)('%s: all blocks once, magnitudes never rising, ties by id', (norm) => {
    fc.assert(
      fc.property(matrixCase, ({ weights }) => {
        const { rows, cols } = weights;
        const order = blockMagnitudeOrder(weights, norm);
        const magnitude = (id: number) => {
          let sum = 0;
          for (let r = Math.floor(id / cols) * 4; r < rows && r < Math.floor(id / cols) * 4 + 4; r++) {
            const weight = Math.abs(weights.values[r * cols + (id % cols)]!);
            sum += norm === 'l1' ? weight : weight ** 2;
          }
          return sum;
        };
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(Math.ceil(rows / 4) * cols).keys()]);
        for (let i = 1; i < order.length; i++) {
          const [before, after] = [magnitude(order[i - 1]!), magnitude(order[i]!)];
          expect(before > after || (before === after && order[i - 1]! < order[i]!)).toBe(true);
        }
      }),
      options,
    );
  });

  test('is an order that a ladder can be packed in', () => {
    const dense = { rows: 4, cols: 3, values: Float32Array.of(1, 9, 3, 0, 0, 0, 2, 0, 3, 0, 0, 0) };
    expect([...blockMagnitudeOrder(dense)]).toEqual([1, 2, 0]);
    expect([
      ...unpackBlockLadder(packBlockLadder(dense, blockMagnitudeOrder(dense, 'l1'), [3, 1]), 1).values,
    ]).toEqual([0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
