import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deserialiseMatrix,
  packBlockLadder,
  type SparseMatrix,
  serialiseMatrix,
  validateMatrix,
} from '../../../kernels/index.ts';
import { formatCase } from '../../helpers/format-case.ts';
import { formatErrorCode } from '../../helpers/format-error-code.ts';
import { expectSameBits } from '../../helpers/same-bits.ts';

/** The file with its checksum made to fit again: what somebody sends who means harm. */
function reseal(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  view.setUint32(12, crc32(file.subarray(16)), true);
  return file;
}

const small = fc
  .sample(formatCase, { seed: 3, numRuns: 200 })
  .filter(
    ({ weights, ladder }) => weights.values.length > 4 && weights.values.length < 30 && ladder.levels > 1,
  )[0]!;
const files = small.matrices.map((matrix) => [matrix.format, serialiseMatrix(matrix), matrix] as const);

describe('a file', () => {
  test('gives back every format bit for bit, wherever it lies in memory', () => {
    fc.assert(
      fc.property(formatCase, fc.nat({ max: 9 }), ({ matrices }, shift) => {
        for (const matrix of matrices) {
          const file = serialiseMatrix(matrix);
          expect(file.length % 8).toBe(0);
          const shifted = new Uint8Array(file.length + 2 * shift).fill(0xff);
          shifted.set(file, shift);
          expectSameBits(deserialiseMatrix(shifted.subarray(shift, shift + file.length)), matrix);
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  test('is the same for the same matrix, and holds what is written down of it', () => {
    const file = serialiseMatrix({
      format: 'dense',
      matrix: { rows: 1, cols: 3, values: Float32Array.of(1, -2, -0) },
    });
    const header =
      '{"format":"dense","shape":{"rows":1,"cols":3},"sections":[{"name":"values","type":"f32","length":3,"offset":0}]}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
    const view = new DataView(file.buffer);
    expect(Buffer.from(file.subarray(0, 8)).toString('hex')).toBe('8953574d0d0a1a0a');
    expect(view.getUint32(8, true)).toBe(1);
    expect(view.getBigUint64(16, true)).toBe(BigInt(file.length));
    expect(view.getUint32(24, true)).toBe(padded.length);
    expect(Buffer.from(file.subarray(32, 32 + padded.length)).toString()).toBe(padded);
    expect(Buffer.from(file.subarray(32 + padded.length)).toString('hex')).toBe(
      '0000803f000000c00000008000000000',
    );
  });

  test('is not written of a matrix that is not valid', () => {
    const matrix = { rows: 1, cols: 1, values: Float32Array.of(Number.NaN) };
    expect(formatErrorCode(() => serialiseMatrix({ format: 'dense', matrix }))).toBe('not-finite');
  });

  test('holds 256 levels and no more', () => {
    const dense = { rows: 1, cols: 1, values: Float32Array.of(1) };
    const levels = (n: number): SparseMatrix => ({
      format: 'block-ladder',
      matrix: packBlockLadder(dense, Int32Array.of(0), Array(n).fill(1)),
    });
    expectSameBits(deserialiseMatrix(serialiseMatrix(levels(256))), levels(256));
    expect(formatErrorCode(() => serialiseMatrix(levels(257)))).toBe('range');
  });
});

describe.each(files)('a damaged file of format %s', (_format, file, matrix) => {
  test('is intact before', () => {
    expectSameBits(deserialiseMatrix(file), matrix);
  });

  test('is refused whichever byte is changed', () => {
    const accepted: number[] = [];
    for (let at = 0; at < file.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = file.slice();
        changed[at]! ^= flip;
        if (formatErrorCode(() => deserialiseMatrix(changed)) === 'accepted') accepted.push(at);
      }
    }
    expect(accepted).toEqual([]);
  });

  test('is refused wherever it is cut, and when something follows it', () => {
    const codes = Array.from({ length: file.length }, (_, length) =>
      formatErrorCode(() => deserialiseMatrix(file.subarray(0, length))),
    );
    expect([...new Set(codes)].sort()).toEqual(['length', 'magic']);
    expect(formatErrorCode(() => deserialiseMatrix(Buffer.concat([file, Buffer.alloc(8)])))).toBe('length');
  });

  test('with a checksum that fits is refused as a FormatError, or is a valid matrix', () => {
    // Ends of ranges, and what JSON is made of.
    const bytes = [0x00, 0x01, 0x7f, 0x80, 0xff, ...Buffer.from('09"-,e{} ')];
    let accepted = 0;
    for (let at = 0; at < file.length; at++) {
      for (const byte of bytes) {
        const changed = file.slice();
        changed[at] = byte;
        let found: SparseMatrix | undefined;
        const code = formatErrorCode(() => {
          found = deserialiseMatrix(reseal(changed));
        });
        if (code !== 'accepted') continue;
        validateMatrix(found!);
        accepted++;
      }
    }
    // Weights may be any: the checksum was not in the way.
    expect(accepted).toBeGreaterThan(0);
  });
});

describe('a header that lies', () => {
  const original = serialiseMatrix({
    format: 'csr',
    matrix: {
      rows: 2,
      cols: 3,
      rowPointers: Uint32Array.of(0, 1, 3),
      columns: Uint32Array.of(2, 0, 1),
      values: Float32Array.of(1, 2, 3),
    },
  });
  const headerLength = new DataView(original.buffer).getUint32(24, true);
  const headerText = Buffer.from(original.subarray(32, 32 + headerLength)).toString();

  /** The file with another header text, all lengths and the checksum as they should be. */
  function withHeader(text: string): Uint8Array {
    const header = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
    const file = Buffer.concat([original.subarray(0, 32), header, original.subarray(32 + headerLength)]);
    file.writeUInt32LE(header.length, 24);
    file.writeBigUInt64LE(BigInt(file.length), 16);
    return reseal(file);
  }

  // biome-ignore lint/suspicious/noExplicitAny: any field of the header is changed to anything
  const changed = (change: (header: any) => void): Uint8Array => {
    const header = JSON.parse(headerText);
    change(header);
    return withHeader(JSON.stringify(header));
  };

  test('spaces and the order of fields do not matter', () => {
    const { sections, shape, format } = JSON.parse(headerText);
    const file = withHeader(JSON.stringify({ sections, shape, format }, null, 3));
    expectSameBits(deserialiseMatrix(file), deserialiseMatrix(original));
  });

  test.each<[string, string, Uint8Array]>([
    ['another magic', 'magic', reseal(Buffer.concat([Buffer.from('PK'), original.subarray(2)]))],
    ['nothing', 'magic', new Uint8Array(0)],
    ['the magic alone', 'length', original.slice(0, 8)],
    ['version 2', 'version', reseal(Buffer.from(original).fill(2, 8, 9))],
    ['a reserved byte', 'header', reseal(Buffer.from(original).fill(1, 28, 29))],
    ['a header beyond the end', 'length', reseal(Buffer.from(original).fill(0xff, 24, 28))],
    ['a header that ends askew', 'length', reseal(Buffer.from(original).fill(headerLength - 4, 24, 25))],
    ['text that is not JSON', 'header', withHeader('{"format":')],
    ['JSON that is no object', 'header', withHeader('null')],
    ['JSON as deep as it is long', 'header', withHeader('['.repeat(400_000))],
    ['bytes that are not UTF-8', 'header', reseal(Buffer.from(original).fill(0xff, 40, 41))],
    ['an unknown format', 'header', changed((h) => Object.assign(h, { format: 'coo' }))],
    ['a format from the prototype', 'header', changed((h) => Object.assign(h, { format: 'toString' }))],
    ['another format', 'header', changed((h) => Object.assign(h, { format: 'dense' }))],
    ['a further field', 'header', changed((h) => Object.assign(h, { more: 1 }))],
    ['a missing field', 'header', changed((h) => delete h.shape)],
    ['a missing side', 'header', changed((h) => delete h.shape.cols)],
    ['a side that is text', 'header', changed((h) => Object.assign(h.shape, { rows: '2' }))],
    ['half a row', 'header', changed((h) => Object.assign(h.shape, { rows: 1.5 }))],
    ['a row too many', 'length', changed((h) => Object.assign(h.shape, { rows: 3 }))],
    [
      'as many rows as numbers go',
      'shape',
      changed((h) => Object.assign(h.shape, { rows: Number.MAX_SAFE_INTEGER })),
    ],
    ['a column too few', 'range', changed((h) => Object.assign(h.shape, { cols: 2 }))],
    ['sections that are no list', 'header', changed((h) => Object.assign(h, { sections: {} }))],
    ['a section that is null', 'header', changed((h) => h.sections.splice(1, 1, null))],
    ['a section too few', 'header', changed((h) => h.sections.pop())],
    ['a section too many', 'header', changed((h) => h.sections.push(h.sections[0]))],
    ['sections in another order', 'header', changed((h) => h.sections.reverse())],
    ['a section of another type', 'header', changed((h) => Object.assign(h.sections[2], { type: 'u32' }))],
    ['sections that overlap', 'range', changed((h) => Object.assign(h.sections[1], { offset: 8 }))],
    ['a section beyond the end', 'range', changed((h) => Object.assign(h.sections[2], { offset: 1024 }))],
    ['a section before the start', 'header', changed((h) => Object.assign(h.sections[0], { offset: -8 }))],
    [
      'a section longer than the file',
      'range',
      changed((h) => Object.assign(h.sections[2], { length: 2 ** 40 })),
    ],
    [
      'the longest section there is',
      'range',
      changed((h) => Object.assign(h.sections[0], { length: 2 ** 53 - 1 })),
    ],
    ['a section that is too short', 'padding', changed((h) => Object.assign(h.sections[2], { length: 1 }))],
    [
      'a byte between sections',
      'padding',
      reseal(Buffer.from(original).fill(1, 32 + headerLength + 12, 32 + headerLength + 13)),
    ],
  ])('%s is refused', (_what, code, file) => {
    expect(formatErrorCode(() => deserialiseMatrix(file))).toBe(code);
  });

  test('a section may not begin within another one, nor after a hole', () => {
    for (const offset of [8, 24]) {
      const file = changed((h) => Object.assign(h.sections[1], { offset }));
      expect(() => deserialiseMatrix(file, 'fc1')).toThrow(
        `fc1: section columns begins at byte ${offset}; it must begin at 16, after the one before`,
      );
    }
  });

  test('a short file cannot ask for many levels', () => {
    const dense = { rows: 1, cols: 1, values: Float32Array.of(1) };
    const file = serialiseMatrix({
      format: 'block-ladder',
      matrix: packBlockLadder(dense, Int32Array.of(0), [1]),
    });
    const length = new DataView(file.buffer).getUint32(24, true);
    const text = Buffer.from(file.subarray(32, 32 + length)).toString();
    for (const [levels, densest, code] of [
      [2 ** 31, 2 ** 31 - 1, 'range'],
      [2, 0, 'header'],
      [0, 0, 'header'],
      [2, 1, 'header'],
    ] as const) {
      const lie = text.replace('"levels":1,"densest":0', `"levels":${levels},"densest":${densest}`);
      const header = Buffer.from(lie.trimEnd().padEnd(Math.ceil(lie.trimEnd().length / 8) * 8));
      const lying = Buffer.concat([file.subarray(0, 32), header, file.subarray(32 + length)]);
      lying.writeUInt32LE(header.length, 24);
      lying.writeBigUInt64LE(BigInt(lying.length), 16);
      expect(formatErrorCode(() => deserialiseMatrix(reseal(lying)))).toBe(code);
    }
  });
});
