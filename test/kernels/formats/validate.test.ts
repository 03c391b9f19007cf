import { describe, expect, test } from 'vitest';
import {
  type ColumnSegment,
  type Int8LadderSegment,
  packBlockLadder,
  packColumnBlockLadder,
  packCsr,
  packInt8Block,
  packInt8Ladder,
  packNm,
  packTallBlock,
  pruneNm,
  validateBlockLadder,
  validateColumnBlockLadder,
  validateCsr,
  validateInt8Block,
  validateInt8Ladder,
  validateNm,
  validateTallBlock,
} from '../../../kernels/index.ts';
import { formatErrorCode } from '../../helpers/format-error-code.ts';

/** The array with one element changed. */
function put<A extends Uint8Array | Int8Array | Uint32Array | Float32Array>(
  array: A,
  at: number,
  value: number,
): A {
  const changed = array.slice() as A;
  changed[at] = value;
  return changed;
}

/** Runs a table: what is done to a matrix, the code that it must give, the changed matrix. */
function refuses<M>(validate: (matrix: M) => void, good: M, table: readonly [string, string, M][]): void {
  test('accepts what was packed', () => {
    expect(formatErrorCode(() => validate(good))).toBe('accepted');
  });
  test.each(table)('refuses %s', (_what, code, matrix) => {
    expect(formatErrorCode(() => validate(matrix))).toBe(code);
  });
}

const dense = { rows: 6, cols: 3, values: Float32Array.from({ length: 18 }, (_, i) => i + 1) };
const order = Int32Array.from([4, 0, 5, 1, 3, 2]);
const ladder = packBlockLadder(dense, order, [6, 2]);

const badSides = <M extends object>(good: M): [string, string, M][] =>
  [-1, 1.5, Number.NaN, 2 ** 32].flatMap((side) => [
    [`${side} rows`, 'shape', { ...good, rows: side }],
    [`${side} columns`, 'shape', { ...good, cols: side }],
  ]);

describe('CSR', () => {
  const good = packCsr({ rows: 3, cols: 4, values: Float32Array.of(1, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 4) });
  refuses(validateCsr, good, [
    ...badSides(good),
    ['too few row pointers', 'length', { ...good, rowPointers: good.rowPointers.subarray(1) }],
    ['a row more than pointers', 'length', { ...good, rows: 4 }],
    ['pointers that do not begin at 0', 'range', { ...good, rowPointers: put(good.rowPointers, 0, 1) }],
    ['pointers that end early', 'range', { ...good, rowPointers: put(good.rowPointers, 3, 3) }],
    ['pointers that fall', 'order', { ...good, rowPointers: put(good.rowPointers, 2, 1) }],
    [
      'a pointer beyond the entries',
      'order',
      { ...good, rowPointers: put(good.rowPointers, 1, 2 ** 32 - 1) },
    ],
    ['a column beyond the last', 'range', { ...good, columns: put(good.columns, 3, 4) }],
    ['columns that fall', 'order', { ...good, columns: put(good.columns, 0, 3) }],
    ['a column that stands twice', 'order', { ...good, columns: put(good.columns, 0, 1) }],
    ['too few values', 'length', { ...good, values: good.values.subarray(1) }],
    ['a value that is no number', 'not-finite', { ...good, values: put(good.values, 2, Number.NaN) }],
    ['an infinite value', 'not-finite', { ...good, values: put(good.values, 2, -Infinity) }],
  ]);
});

describe('N:M', () => {
  const weights = { rows: 2, cols: 8, values: Float32Array.from({ length: 16 }, (_, i) => (i * 5) % 7) };
  const good = packNm(pruneNm(weights, 2, 4), 2, 4);
  refuses(validateNm, good, [
    ...badSides(good),
    ['no column kept', 'shape', { ...good, kept: 0 }],
    ['more columns kept than the group has', 'shape', { ...good, kept: 5 }],
    ['half a column kept', 'shape', { ...good, kept: 1.5 }],
    ['groups of none', 'shape', { ...good, group: 0 }],
    ['groups of more than positions reach', 'shape', { ...good, group: 257, cols: 257 }],
    ['groups that do not divide the columns', 'shape', { ...good, group: 3 }],
    ['too few positions', 'length', { ...good, positions: good.positions.subarray(1) }],
    ['too many values', 'length', { ...good, values: new Float32Array(9) }],
    ['a position beyond its group', 'range', { ...good, positions: put(good.positions, 1, 4) }],
    ['positions that fall', 'order', { ...good, positions: put(good.positions, 0, 3) }],
    [
      'a position that stands twice',
      'order',
      { ...good, positions: put(good.positions, 0, good.positions[1]!) },
    ],
    ['an infinite value', 'not-finite', { ...good, values: put(good.values, 0, Infinity) }],
  ]);
});

describe('block ladder', () => {
  // Damage to one segment stands in block-ladder.test.ts.
  refuses(validateBlockLadder, ladder, [
    ...badSides(ladder),
    ['no level', 'length', { ...ladder, levels: 0, segments: [] }],
    ['half a level', 'shape', { ...ladder, levels: 1.5 }],
    ['a densest level that it has not', 'range', { ...ladder, densest: 2 }],
    ['a segment below the densest level', 'length', { ...ladder, densest: 1 }],
  ]);

  test('takes no memory by the sides that the data claim', () => {
    const segment = {
      rowPointers: Uint32Array.of(0, 1),
      columns: Uint32Array.of(2 ** 32 - 2),
      values: new Float32Array(4),
    };
    const other = { ...segment, columns: Uint32Array.of(7) };
    const wide = { rows: 1, cols: 2 ** 32 - 1, levels: 2, segments: [segment, other], densest: 0 };
    expect(formatErrorCode(() => validateBlockLadder(wide))).toBe('accepted');
    expect(formatErrorCode(() => validateBlockLadder({ ...wide, segments: [segment, segment] }))).toBe(
      'duplicate',
    );
  });

  test('says where a block stands twice', () => {
    const twice = { ...ladder, segments: [ladder.segments[1]!, ladder.segments[1]!] };
    expect(() => validateBlockLadder(twice, 'conv1')).toThrow(
      'conv1: the block of block row 0 and column 0 is in segment 0 and in segment 1; they must be disjoint',
    );
  });
});

describe('tall blocks', () => {
  const good = packTallBlock(packBlockLadder(dense, Int32Array.of(0, 3, 4, 2), [4]), 0);
  const { tall, short } = good;
  const odd = packTallBlock(
    packBlockLadder({ ...dense, rows: 4, values: dense.values.subarray(6) }, order.subarray(1, 2), [1]),
    0,
  );

  test('has one tall block and two short ones', () => {
    expect([[...tall.columns], [...short.columns], [...short.rowPointers]]).toEqual([[0], [2, 1], [0, 1, 2]]);
  });
  refuses(validateTallBlock, good, [
    ...badSides(good),
    [
      'a block under two heights, upper',
      'duplicate',
      { ...good, short: { ...short, columns: put(short.columns, 0, 0) } },
    ],
    [
      'a block under two heights, lower',
      'duplicate',
      { ...good, short: { ...short, columns: put(short.columns, 1, 0) } },
    ],
    ['a tall column beyond the last', 'range', { ...good, tall: { ...tall, columns: Uint32Array.of(3) } }],
    [
      'a short column beyond the last',
      'range',
      { ...good, short: { ...short, columns: put(short.columns, 1, 3) } },
    ],
    [
      'tall pointers that end late',
      'range',
      { ...good, tall: { ...tall, rowPointers: Uint32Array.of(0, 2) } },
    ],
    [
      'short pointers that fall',
      'order',
      { ...good, short: { ...short, rowPointers: Uint32Array.of(0, 3, 2) } },
    ],
    ['too few block rows', 'length', { ...good, short: { ...short, rowPointers: Uint32Array.of(0, 2) } }],
    ['too few tall values', 'length', { ...good, tall: { ...tall, values: tall.values.subarray(1) } }],
    [
      'a tall value that is infinite',
      'not-finite',
      { ...good, tall: { ...tall, values: put(tall.values, 7, Infinity) } },
    ],
    [
      'a short value that is no number',
      'not-finite',
      { ...good, short: { ...short, values: put(short.values, 0, Number.NaN) } },
    ],
    [
      'a tall value beyond the last row',
      'padding',
      { ...good, tall: { ...tall, values: put(tall.values, 6, 1) } },
    ],
    [
      'a short value beyond the last row',
      'padding',
      { ...good, short: { ...short, values: put(short.values, 7, 1) } },
    ],
    [
      'a tall block of which the matrix has the upper half',
      'range',
      {
        ...odd,
        tall: { rowPointers: Uint32Array.of(0, 1), columns: Uint32Array.of(2), values: new Float32Array(8) },
      },
    ],
  ]);
});

describe('ladder by column', () => {
  const good = packColumnBlockLadder(ladder);
  const segment = good.segments[0]!;
  const change = (changed: Partial<ColumnSegment>) => ({
    ...good,
    segments: [{ ...segment, ...changed }, good.segments[1]!],
  });

  test('has the blocks that the table changes', () => {
    expect([...segment.columnPointers]).toEqual([0, 1, 2, 4]);
    expect([...segment.blockRows]).toEqual([1, 0, 0, 1]);
  });
  refuses(validateColumnBlockLadder, good, [
    ...badSides(good),
    ['a block row beyond the last', 'range', change({ blockRows: put(segment.blockRows, 3, 2) })],
    ['block rows that do not rise', 'order', change({ blockRows: put(segment.blockRows, 2, 1) })],
    ['a block of two levels', 'duplicate', { ...good, segments: [segment, segment] }],
    ['column pointers that fall', 'order', change({ columnPointers: Uint32Array.of(0, 2, 1, 4) })],
    ['column pointers that end early', 'range', change({ columnPointers: Uint32Array.of(0, 1, 2, 3) })],
    ['too few column pointers', 'length', change({ columnPointers: Uint32Array.of(0, 1, 4) })],
    ['too many values', 'length', change({ values: new Float32Array(17) })],
    ['a value that is infinite', 'not-finite', change({ values: put(segment.values, 4, Infinity) })],
    ['a value beyond the last row', 'padding', change({ values: put(segment.values, 2, 1) })],
    ['a missing segment', 'length', { ...good, segments: [null, good.segments[1]!] }],
    ['too few segments', 'length', { ...good, segments: [segment] }],
    ['a densest level that it has not', 'range', { ...good, densest: -1 }],
  ]);
});

const scaleTable = <M extends { readonly scales: Float32Array }>(good: M): [string, string, M][] => [
  ['too few scales', 'length', { ...good, scales: good.scales.subarray(1) }],
  ['a scale of 0', 'range', { ...good, scales: put(good.scales, 1, 0) }],
  ['a scale below 0', 'range', { ...good, scales: put(good.scales, 1, -1) }],
  ['a scale that is no number', 'not-finite', { ...good, scales: put(good.scales, 1, Number.NaN) }],
  ['a scale of which 127 times is infinite', 'range', { ...good, scales: put(good.scales, 1, 2 ** 127) }],
];

describe('int8 blocks', () => {
  const good = packInt8Block(dense);
  test('has the blocks that the table changes', () => {
    expect([...good.pairs]).toEqual([0, 1, 0, 1]);
  });
  refuses(validateInt8Block, good, [
    ...badSides(good),
    ...scaleTable(good),
    ['a value of -128', 'range', { ...good, values: put(good.values, 9, -128) }],
    ['a pair beyond the last', 'range', { ...good, pairs: put(good.pairs, 3, 2) }],
    ['pairs that do not rise', 'order', { ...good, pairs: put(good.pairs, 0, 1) }],
    ['row pointers that fall', 'order', { ...good, rowPointers: Uint32Array.of(0, 5, 4) }],
    ['row pointers that end early', 'range', { ...good, rowPointers: Uint32Array.of(0, 2, 3) }],
    ['too few row pointers', 'length', { ...good, rowPointers: Uint32Array.of(0, 4) }],
    ['too few values', 'length', { ...good, values: good.values.subarray(1) }],
    ['a value beyond the last row', 'padding', { ...good, values: put(good.values, 2 * 8 + 4, 1) }],
    ['a value beyond the last column', 'padding', { ...good, values: put(good.values, 8 + 1, 1) }],
  ]);
});

describe('int8 ladder', () => {
  const good = packInt8Ladder(ladder);
  const segment = good.segments[0]!;
  const change = (changed: Partial<Int8LadderSegment>) => ({
    ...good,
    segments: [{ ...segment, ...changed }, good.segments[1]!],
  });
  refuses(validateInt8Ladder, good, [
    ...badSides(good),
    ...scaleTable(good),
    ['a value of -128', 'range', change({ values: put(segment.values, 0, -128) })],
    ['a column beyond the last', 'range', change({ columns: put(segment.columns, 1, 3) })],
    ['columns that fall', 'order', change({ columns: put(segment.columns, 0, 2) })],
    ['a block of two levels', 'duplicate', { ...good, segments: [segment, segment] }],
    ['row pointers that fall', 'order', change({ rowPointers: Uint32Array.of(0, 5, 4) })],
    ['too few values', 'length', change({ values: segment.values.subarray(1) })],
    ['a value beyond the last row', 'padding', change({ values: put(segment.values, 15, 1) })],
    ['a missing segment', 'length', { ...good, segments: [null, good.segments[1]!] }],
    ['no level', 'length', { ...good, levels: 0, segments: [] }],
  ]);
});
