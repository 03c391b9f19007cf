import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  matrixBytes,
  packBlockLadder,
  packInt8Ladder,
  packTallBlock,
  type SparseMatrix,
} from '../../../kernels/index.ts';
import { formatCase } from '../../helpers/format-case.ts';

/** Bytes of all typed arrays that can be reached. */
function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, field) => sum + arrayBytes(field), 0);
}

test('all bytes of all arrays are counted, once', () => {
  fc.assert(
    fc.property(formatCase, ({ matrices }) => {
      for (const source of matrices) {
        const { values, indices, rowPointers } = matrixBytes(source);
        expect(values + indices + rowPointers).toBe(arrayBytes(source.matrix));
      }
    }),
    { seed: 42, numRuns: 100 },
  );
});

test('a level counts what it reads: its own segment more than the next sparser one', () => {
  fc.assert(
    fc.property(formatCase, ({ ladder }) => {
      const source: SparseMatrix = { format: 'block-ladder', matrix: ladder };
      let sparser = { values: 0, indices: 0, rowPointers: 0 };
      for (let level = ladder.levels - 1; level >= ladder.densest; level--) {
        const { rowPointers, columns, values } = ladder.segments[level]!;
        const bytes = matrixBytes(source, level);
        expect(bytes).toEqual({
          values: sparser.values + values.byteLength,
          indices: sparser.indices + columns.byteLength,
          rowPointers: sparser.rowPointers + rowPointers.byteLength,
        });
        sparser = bytes;
      }
      expect(matrixBytes(source)).toEqual(sparser);
    }),
    { seed: 42, numRuns: 100 },
  );
});

test('of known matrices', () => {
  const dense = { rows: 8, cols: 2, values: new Float32Array(16).fill(1) };
  const ladder = packBlockLadder(dense, Int32Array.of(0, 2, 1), [3, 1]);
  // Four values and a column a block; a row pointer a block row and one more, for each level.
  expect(matrixBytes({ format: 'block-ladder', matrix: ladder })).toEqual({
    values: 48,
    indices: 12,
    rowPointers: 24,
  });
  expect(matrixBytes({ format: 'block-ladder', matrix: ladder }, 1)).toEqual({
    values: 16,
    indices: 4,
    rowPointers: 12,
  });
  // A byte a value, and a float32 scale a row whatever the level.
  const int8: SparseMatrix = { format: 'int8-ladder', matrix: packInt8Ladder(ladder) };
  expect(matrixBytes(int8)).toEqual({ values: 12 + 32, indices: 12, rowPointers: 24 });
  expect(matrixBytes(int8, 1)).toEqual({ values: 4 + 32, indices: 4, rowPointers: 12 });
  // Blocks 0 and 2 lie above each other: one column fewer.
  const tall: SparseMatrix = { format: 'tall-block', matrix: packTallBlock(ladder, 0) };
  expect(matrixBytes(tall)).toEqual({ values: 48, indices: 8, rowPointers: 8 + 12 });
});

test('levels that are not there are refused', () => {
  const dense = { rows: 1, cols: 1, values: Float32Array.of(1) };
  const ladder = packBlockLadder(dense, Int32Array.of(0), [1, 1], 1);
  expect(() => matrixBytes({ format: 'block-ladder', matrix: ladder }, 0)).toThrow(
    'level 0 is not loaded; this ladder holds levels 1 to 1',
  );
  expect(() => matrixBytes({ format: 'dense', matrix: dense }, 0)).toThrow('only ladders have levels');
});
