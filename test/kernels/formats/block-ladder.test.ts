import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeBlocks,
  activeRowsPerColumn,
  type BlockLadder,
  packBlockLadder,
  unpackBlockLadder,
  validateBlockLadder,
} from '../../../kernels/index.ts';
import { ladderCase } from '../../../kernels/testing/index.ts';
import { formatErrorCode } from '../../helpers/format-error-code.ts';

const dense = { rows: 6, cols: 3, values: Float32Array.from({ length: 18 }, (_, i) => i + 1) };
const order = Int32Array.from([4, 0, 5, 1, 3, 2]);

describe('packing', () => {
  test('any ladder validates, and a packed level has the blocks it should', () => {
    fc.assert(
      fc.property(ladderCase, ({ ladder, levelEnds, weights }) => {
        validateBlockLadder(ladder);
        levelEnds.forEach((end, level) => {
          expect(activeBlocks(ladder, level)).toBe(end);
          const nonZero = unpackBlockLadder(ladder, level).values.filter((v) => v !== 0).length;
          const perColumn = activeRowsPerColumn(ladder, level);
          expect(perColumn.length).toBe(weights.cols);
          expect(perColumn.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(nonZero);
        });
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  test('rows beyond the matrix count for nothing', () => {
    const ladder = packBlockLadder(dense, order, [6, 2]);
    expect([...activeRowsPerColumn(ladder, 0)]).toEqual([6, 6, 6]);
    expect([...activeRowsPerColumn(ladder, 1)]).toEqual([4, 2, 0]);
  });

  test('levels that are not loaded are refused', () => {
    const ladder = packBlockLadder(dense, order, [6, 4, 2], 1);
    expect(ladder.segments[0]).toBeNull();
    expect(() => unpackBlockLadder(ladder, 0)).toThrow(
      'level 0 is not loaded; this ladder holds levels 1 to 2',
    );
    expect(unpackBlockLadder(ladder, 2).values.filter((v) => v !== 0).length).toBe(6);
  });

  test.each<[string, string, () => unknown]>([
    [
      'a value that is not a number',
      'not-finite',
      () => packBlockLadder({ ...dense, values: dense.values.map(() => Number.NaN) }, order, [6]),
    ],
    [
      'too few values',
      'length',
      () => packBlockLadder({ ...dense, values: new Float32Array(17) }, order, [6]),
    ],
    ['a negative side', 'shape', () => packBlockLadder({ ...dense, rows: -6 }, order, [6])],
    ['a block id beyond the last', 'range', () => packBlockLadder(dense, Int32Array.of(6), [1])],
    ['a block that stands twice', 'duplicate', () => packBlockLadder(dense, Int32Array.of(1, 1), [2])],
    ['a sparser level with more blocks', 'nesting', () => packBlockLadder(dense, order, [2, 4])],
    ['more blocks than the order lists', 'nesting', () => packBlockLadder(dense, order, [7])],
    ['no level', 'length', () => packBlockLadder(dense, order, [])],
    ['a densest level that does not exist', 'range', () => packBlockLadder(dense, order, [6], 1)],
  ])('refuses %s', (_what, code, run) => {
    expect(formatErrorCode(run)).toBe(code);
  });
});

describe('validation of data from outside', () => {
  const good = packBlockLadder(dense, order, [6, 2]);
  const segment = good.segments[0]!;
  const withSegment = (change: object): BlockLadder => ({
    ...good,
    segments: [{ ...segment, ...change }, good.segments[1]!],
  });

  test('accepts what was packed', () => {
    expect(formatErrorCode(() => validateBlockLadder(good))).toBe('accepted');
  });

  test.each<[string, string, BlockLadder]>([
    ['columns that fall', 'order', withSegment({ columns: Uint32Array.of(2, 1, 0, 2) })],
    ['a column beyond the last', 'range', withSegment({ columns: Uint32Array.of(1, 3, 0, 2) })],
    ['a block of two levels', 'duplicate', { ...good, segments: [segment, segment] }],
    ['row pointers that fall', 'order', withSegment({ rowPointers: Uint32Array.of(0, 5, 4) })],
    ['row pointers that do not start at 0', 'range', withSegment({ rowPointers: Uint32Array.of(1, 2, 4) })],
    ['too few row pointers', 'length', withSegment({ rowPointers: Uint32Array.of(0, 4) })],
    ['too few values', 'length', withSegment({ values: new Float32Array(15) })],
    ['a value that is infinite', 'not-finite', withSegment({ values: new Float32Array(16).fill(Infinity) })],
    ['a value beyond the last row', 'padding', withSegment({ values: new Float32Array(16).fill(1) })],
    ['a missing segment', 'length', { ...good, segments: [null, segment] }],
    ['too few segments', 'length', { ...good, segments: [segment] }],
  ])('refuses %s', (_what, code, ladder) => {
    expect(formatErrorCode(() => validateBlockLadder(ladder))).toBe(code);
  });
});
