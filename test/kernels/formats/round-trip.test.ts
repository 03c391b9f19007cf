import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeBlocks,
  type DenseMatrix,
  dequantiseLadder,
  ladderFromColumns,
  packColumnBlockLadder,
  packCsr,
  packInt8Block,
  packInt8Ladder,
  packNm,
  packSingleLevel,
  packTallBlock,
  pruneNm,
  unpackBlockLadder,
  unpackColumnBlockLadder,
  unpackCsr,
  unpackInt8Block,
  unpackInt8Ladder,
  unpackNm,
  unpackTallBlock,
  validateColumnBlockLadder,
  validateCsr,
  validateInt8Block,
  validateInt8Ladder,
  validateMatrix,
  validateNm,
  validateTallBlock,
} from '../../../kernels/index.ts';
import { matrixCase } from '../../../kernels/testing/index.ts';
import { formatCase } from '../../helpers/format-case.ts';
import { expectSameBits, positiveZeros } from '../../helpers/same-bits.ts';

const options = { seed: 42, numRuns: 200 };
const loadedLevels = ({ levels, densest }: { levels: number; densest: number }) =>
  Array.from({ length: levels - densest }, (_, i) => densest + i);

test('every format is valid as packed', () => {
  fc.assert(
    fc.property(formatCase, ({ matrices }) => {
      expect(matrices.length).toBe(8);
      for (const matrix of matrices) validateMatrix(matrix);
    }),
    options,
  );
});

describe('CSR', () => {
  test('comes back bit for bit, but -0 as 0, with an entry for each weight that is not 0', () => {
    fc.assert(
      fc.property(matrixCase, ({ weights }) => {
        const packed = packCsr(weights);
        validateCsr(packed);
        expect(packed.values.length).toBe(weights.values.filter((value) => value !== 0).length);
        expect(packed.values.includes(0)).toBe(false);
        expectSameBits(unpackCsr(packed), positiveZeros(weights));
      }),
      options,
    );
  });

  test('an entry of -0 that somebody else stored stays', () => {
    const entries = { columns: Uint32Array.of(1), values: Float32Array.of(-0) };
    const packed = { rows: 1, cols: 2, rowPointers: Uint32Array.of(0, 1), ...entries };
    expectSameBits(unpackCsr(packed).values, Float32Array.of(0, -0));
  });
});

test('N:M comes back bit for bit, but -0 as 0', () => {
  fc.assert(
    fc.property(formatCase, ({ weights, kept, group }) => {
      const pruned = pruneNm(weights, kept, group);
      const packed = packNm(pruned, kept, group);
      validateNm(packed);
      expectSameBits(unpackNm(packed), positiveZeros(pruned));
    }),
    options,
  );
});

describe('formats of a ladder', () => {
  test('tall blocks hold each loaded level bit for bit, and pair every two blocks that can be', () => {
    fc.assert(
      fc.property(formatCase, ({ ladder }) => {
        for (const level of loadedLevels(ladder)) {
          const packed = packTallBlock(ladder, level);
          validateTallBlock(packed);
          expectSameBits(unpackTallBlock(packed), unpackBlockLadder(ladder, level));
          const { tall, short } = packed;
          expect(2 * tall.columns.length + short.columns.length).toBe(activeBlocks(ladder, level));
          for (let r = 0; r + 2 < short.rowPointers.length; r += 2) {
            const [first, middle, end] = short.rowPointers.subarray(r, r + 3);
            const upper = short.columns.subarray(first, middle);
            expect(short.columns.subarray(middle, end).some((column) => upper.includes(column))).toBe(false);
          }
        }
      }),
      options,
    );
  });

  test('by column and back is the same ladder, bit for bit', () => {
    fc.assert(
      fc.property(formatCase, ({ ladder }) => {
        const packed = packColumnBlockLadder(ladder);
        validateColumnBlockLadder(packed);
        expectSameBits(ladderFromColumns(packed), ladder);
        for (const level of loadedLevels(ladder)) {
          expectSameBits(unpackColumnBlockLadder(packed, level), unpackBlockLadder(ladder, level));
        }
      }),
      options,
    );
  });

  test('a single level holds each block that is not all 0, -0 within them too', () => {
    fc.assert(
      fc.property(matrixCase, ({ weights }) => {
        const packed = packSingleLevel(weights);
        const { columns, values } = packed.segments[0]!;
        for (let b = 0; b < columns.length; b++) {
          expect(values.subarray(b * 4, b * 4 + 4).some((value) => value !== 0)).toBe(true);
        }
        const unpacked = unpackBlockLadder(packed, 0).values;
        weights.values.forEach((value, i) => {
          if (value !== 0) expect(unpacked[i]).toBe(value);
          else expect(unpacked[i]! + 0).toBe(0);
        });
      }),
      options,
    );
  });
});

/** Rounding to nearest, halves to even, is exactly this; float64 holds both sides without rounding. */
function expectNearest(weight: number, scale: number, stored: number): void {
  const error = Math.abs(weight - scale * stored);
  expect(Math.abs(stored)).toBeLessThanOrEqual(127);
  expect(error).toBeLessThanOrEqual(scale / 2);
  if (error === scale / 2) expect(Math.abs(stored % 2)).toBe(0);
}

/** The stored values that dequantised weights stand for. */
function expectQuantised(found: DenseMatrix, weights: DenseMatrix, scales: Float32Array): void {
  expect(found.values.length).toBe(weights.values.length);
  weights.values.forEach((weight, i) => {
    const scale = scales[Math.floor(i / weights.cols)]!;
    const stored = Math.round(found.values[i]! / scale);
    expect(found.values[i]).toBe(Math.fround(scale * stored) + 0);
    expectNearest(weight, scale, stored);
  });
}

describe('int8', () => {
  test('blocks hold each weight at its nearest, and no block that is all 0', () => {
    fc.assert(
      fc.property(matrixCase, ({ weights }) => {
        const packed = packInt8Block(weights);
        validateInt8Block(packed);
        expectQuantised(unpackInt8Block(packed), weights, packed.scales);
        for (let b = 0; b < packed.pairs.length; b++) {
          expect(packed.values.subarray(b * 8, b * 8 + 8).some((value) => value !== 0)).toBe(true);
        }
      }),
      options,
    );
  });

  test('a ladder holds each weight of each level at its nearest, its blocks unchanged', () => {
    fc.assert(
      fc.property(formatCase, ({ ladder }) => {
        const packed = packInt8Ladder(ladder);
        validateInt8Ladder(packed);
        for (const level of loadedLevels(ladder)) {
          expectQuantised(unpackInt8Ladder(packed, level), unpackBlockLadder(ladder, level), packed.scales);
          expect(activeBlocks(dequantiseLadder(packed), level)).toBe(activeBlocks(ladder, level));
        }
      }),
      options,
    );
  });

  test('the largest weight of a row is stored as 127, and scales of a ladder are those of its densest level', () => {
    fc.assert(
      fc.property(formatCase, ({ ladder }) => {
        const { scales } = packInt8Ladder(ladder);
        const dense = unpackBlockLadder(ladder, ladder.densest);
        for (let r = 0; r < ladder.rows; r++) {
          const row = dense.values.subarray(r * ladder.cols, (r + 1) * ladder.cols);
          const largest = Math.max(0, ...row.map(Math.abs));
          if (largest === 0) expect(scales[r]).toBe(1);
          else if (largest > 2 ** -100) expect(scales[r]).toBe(Math.fround(largest / 127));
        }
      }),
      options,
    );
  });

  test('halves go to the even neighbour', () => {
    const row = Float32Array.of(127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 126.5);
    const packed = packInt8Block({ rows: 1, cols: 8, values: row });
    expect([...packed.scales]).toEqual([1]);
    expect([...unpackInt8Block(packed).values]).toEqual([127, 0, 2, 2, 0, -2, -2, 126]);
  });

  const largest = (2 - 2 ** -23) * 2 ** 127;
  test.each([2 ** -149, 100 * 2 ** -149, 190 * 2 ** -149, 2 ** -126, 2 ** -119, largest, largest * 0.75])(
    'a row of %d can be stored: its scale is above 0 and its weights come back finite',
    (weight) => {
      const dense = { rows: 1, cols: 2, values: Float32Array.of(weight, -weight) };
      const packed = packInt8Block(dense);
      validateInt8Block(packed);
      expectQuantised(unpackInt8Block(packed), dense, packed.scales);
      expect(unpackInt8Block(packed).values.every(Number.isFinite)).toBe(true);
    },
  );
});
