import { gzipSync } from 'node:zlib';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseIdx } from '../../../sim/data/image/parse-idx.ts';
import { DataFormatError } from '../../../sim/data/source/data-format-error.ts';

function idx(shape: readonly number[], data: ArrayLike<number>, type = 8): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(type * 256 + shape.length);
  for (const [axis, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Buffer.from(Array.from(data))]);
}

const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 });
const files = shapes.chain((shape) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return fc.tuple(fc.constant(shape), fc.uint8Array({ minLength: size, maxLength: size }));
});

describe('parseIdx', () => {
  test.prop([files, fc.boolean()], { seed: 1 })(
    'reads back what was written, plain or zipped',
    ([shape, data], zip) => {
      const bytes = idx(shape, data);
      const read = parseIdx(zip ? gzipSync(bytes) : bytes, 'here', shape.length);
      expect(read.shape).toEqual(shape);
      expect(Array.from(read.data)).toEqual(Array.from(data));
    },
  );

  test.prop([files, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { seed: 2 })(
    'refuses every file that was cut off',
    ([shape, data], share) => {
      const whole = idx(shape, data);
      const cut = whole.subarray(0, Math.floor(share * whole.length));
      expect(() => parseIdx(cut, 'here', shape.length)).toThrow(DataFormatError);
      const zipped = gzipSync(whole);
      const cutZip = zipped.subarray(0, Math.floor(share * zipped.length));
      expect(() => parseIdx(cutZip, 'here', shape.length)).toThrow(DataFormatError);
    },
  );

  it('says what was found and what is allowed', () => {
    expect(() => parseIdx(idx([1], [0], 13), 'a/file', 1)).toThrow(
      'a/file: magic number 0x00000d01; an IDX file of unsigned bytes with 1 dimensions begins with 0x00000801',
    );
    expect(() => parseIdx(idx([2, 2], [1, 2, 3]), 'a/file', 2)).toThrow(
      'a/file: 3 values; its shape 2 x 2 needs 4; fetch the data set again',
    );
    const truncated = gzipSync(idx([3], [1, 2, 3])).subarray(0, -4);
    expect(() => parseIdx(truncated, 'a/file', 1)).toThrow(
      'a/file: cannot be unzipped (unexpected end of file)',
    );
  });
});
