import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  convertMatrix,
  type DenseMatrix,
  packBlockLadder,
  packColumnBlockLadder,
  packInt8Ladder,
  type SparseFormat,
  type SparseMatrix,
  sparseFormats,
  unpackBlockLadder,
  validateMatrix,
} from '../../../kernels/index.ts';
import { formatCase } from '../../helpers/format-case.ts';
import { expectSameBits, positiveZeros } from '../../helpers/same-bits.ts';

const options = { seed: 42, numRuns: 100 };
const isInt8 = (format: SparseFormat) => format.startsWith('int8');
/** 1:1 holds any weights, so that every matrix can become nm. */
const any = { kept: 1, group: 1 };
const denseOf = (matrix: SparseMatrix): DenseMatrix => positiveZeros(convertMatrix(matrix, 'dense').matrix);

const order = Int32Array.from([4, 0, 5, 1, 3, 2]);
const dense = { rows: 6, cols: 3, values: Float32Array.from({ length: 18 }, (_, i) => i - 9) };
const ladder = packBlockLadder(dense, order, [6, 4, 2]);

describe('conversion', () => {
  test('between all pairs gives a valid matrix of the same weights, or of their int8 form', () => {
    fc.assert(
      fc.property(formatCase, ({ matrices }) => {
        for (const source of matrices) {
          const weights = denseOf(source);
          const rounded = denseOf(convertMatrix({ format: 'dense', matrix: weights }, 'int8-block'));
          for (const to of sparseFormats) {
            const converted = convertMatrix(source, to, to === 'nm' ? any : {});
            expect(converted.format).toBe(to);
            validateMatrix(converted);
            expectSameBits(denseOf(converted), isInt8(to) && !isInt8(source.format) ? rounded : weights);
          }
        }
      }),
      options,
    );
  });

  test('through any chain without int8 gives the weights that the direct way gives', () => {
    const floats = sparseFormats.filter((format) => !isInt8(format));
    const chain = fc.array(fc.constantFrom(...floats), { maxLength: 5 });
    fc.assert(
      fc.property(formatCase, chain, fc.constantFrom(...sparseFormats), ({ matrices }, chain, last) => {
        for (const source of matrices) {
          let along = source;
          for (const to of chain) along = convertMatrix(along, to, to === 'nm' ? any : {});
          const [found, direct] = [along, source].map((from) =>
            convertMatrix(from, last, last === 'nm' ? any : {}),
          );
          if (!isInt8(source.format) || !isInt8(last) || chain.length === 0) {
            expectSameBits(denseOf(found!), denseOf(direct!));
          }
        }
      }),
      options,
    );
  });

  test('once in int8, any chain of int8 formats keeps values and scales, bit for bit', () => {
    const chain = fc.array(fc.constantFrom('int8-block', 'int8-ladder'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(formatCase, chain, ({ matrices }, chain) => {
        for (const source of matrices.filter(({ format }) => isInt8(format))) {
          let along = source;
          for (const to of chain) along = convertMatrix(along, to as 'int8-block' | 'int8-ladder');
          expectSameBits(denseOf(along), denseOf(source));
          const scales = [along, source].map(({ matrix }) =>
            'scales' in matrix ? matrix.scales : undefined,
          );
          expectSameBits(scales[0], scales[1]);
        }
      }),
      options,
    );
  });

  test('to its own format is the matrix itself', () => {
    fc.assert(
      fc.property(formatCase, ({ matrices }) => {
        for (const source of matrices)
          expect(convertMatrix(source, source.format).matrix).toBe(source.matrix);
      }),
      options,
    );
  });
});

describe('ladders', () => {
  const source: SparseMatrix = { format: 'block-ladder', matrix: ladder };
  const others: SparseMatrix[] = [
    { format: 'column-block-ladder', matrix: packColumnBlockLadder(ladder) },
    { format: 'int8-ladder', matrix: packInt8Ladder(ladder) },
  ];

  test('become ladders of other kinds with all their levels', () => {
    for (const other of others) {
      const converted = convertMatrix(source, other.format);
      expectSameBits(converted, other);
      expect(convertMatrix(other, 'block-ladder').matrix.levels).toBe(3);
    }
    expectSameBits(convertMatrix(others[0]!, 'block-ladder').matrix, ladder);
    expectSameBits(convertMatrix(others[0]!, 'int8-ladder'), others[1]);
  });

  test.each(sparseFormats.filter((format) => !isInt8(format)))(
    'a level that is asked for becomes %s alone',
    (to) => {
      for (let level = 0; level < 3; level++) {
        for (const from of [source, others[0]!]) {
          const converted = convertMatrix(from, to, { level, ...(to === 'nm' ? any : {}) });
          expectSameBits(denseOf(converted), positiveZeros(unpackBlockLadder(ladder, level)));
          if ('levels' in converted.matrix) expect(converted.matrix.levels).toBe(1);
        }
      }
    },
  );

  test('a level of an int8 ladder keeps the scales of the ladder', () => {
    const { scales } = packInt8Ladder(ladder);
    expectSameBits(convertMatrix(others[1]!, 'int8-block', { level: 2 }).matrix.scales, scales);
    expectSameBits(convertMatrix(others[1]!, 'int8-ladder', { level: 2 }).matrix.scales, scales);
    expect(convertMatrix(source, 'int8-block', { level: 2 }).matrix.scales).not.toEqual(scales);
  });

  test('a single matrix becomes a ladder of one level', () => {
    for (const to of ['block-ladder', 'column-block-ladder', 'int8-ladder'] as const) {
      const { levels, densest } = convertMatrix({ format: 'dense', matrix: dense }, to).matrix;
      expect([levels, densest]).toEqual([1, 0]);
    }
  });

  test.each([-1, 3, 0.5, Number.NaN])('level %d, which is not loaded, is refused', (level) => {
    for (const from of [source, ...others]) {
      for (const to of sparseFormats) {
        expect(() => convertMatrix(from, to, { level, ...any })).toThrow(
          new RangeError(`level ${level} is not loaded; this ladder holds levels 0 to 2`),
        );
      }
    }
  });
});

describe('what cannot be converted', () => {
  const source: SparseMatrix = { format: 'dense', matrix: dense };

  test('a level of a matrix that is no ladder', () => {
    expect(() => convertMatrix(source, 'csr', { level: 0 })).toThrow('only ladders have levels');
  });

  test('a matrix to nm without N or M', () => {
    expect(() => convertMatrix(source, 'nm')).toThrow('to nm without kept');
    expect(() => convertMatrix(source, 'nm', { kept: 1 })).toThrow('to nm without group');
  });

  test('a matrix to a pattern that it does not fit', () => {
    expect(() => convertMatrix(source, 'nm', { kept: 1, group: 3 })).toThrow('prune the matrix first');
    expect(() => convertMatrix(source, 'nm', { kept: 1, group: 2 })).toThrow('a multiple of 2 is needed');
  });

  test('another pattern of an nm matrix is another matrix', () => {
    const packed = convertMatrix(source, 'nm', { kept: 3, group: 3 });
    const again = convertMatrix(packed, 'nm', any);
    expect([again.matrix.kept, again.matrix.group]).toEqual([1, 1]);
    expectSameBits(denseOf(again), denseOf(source));
  });
});
