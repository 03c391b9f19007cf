import { describe, expect, it } from 'vitest';
import { readNpy } from '../../../sim/workload/npy/read-npy.ts';
import { npyBytes, npyHeader } from './npy-bytes.ts';

const bytesOf = (values: Float32Array | BigInt64Array): Uint8Array => new Uint8Array(values.buffer.slice(0));

describe('readNpy', () => {
  it.each([1, 2, 3])('reads back what was written, version %i', (version) => {
    const floats = Float32Array.from({ length: 6 }, (_, i) => i / 3 - 1);
    expect(readNpy(npyBytes(npyHeader('<f4', [2, 3]), bytesOf(floats), version), 'x.npy')).toEqual({
      shape: [2, 3],
      type: 'float32',
      data: floats,
    });
    const integers = BigInt64Array.of(3n, -1n, 9n);
    const read = readNpy(npyBytes(npyHeader('<i8', [3]), bytesOf(integers), version), 'y.npy');
    expect([read.type, ...read.data]).toEqual(['int64', 3, -1, 9]);
    const grey = Uint8Array.of(0, 7, 255, 1);
    expect(readNpy(npyBytes(npyHeader('|u1', [1, 4]), grey, version), 'z.npy').data).toEqual(grey);
  });

  it.each([
    ['no magic', new Uint8Array(20), 'bytes 0 to 5'],
    ['another version', npyBytes(npyHeader('|u1', [1]), Uint8Array.of(1), 9), 'byte 6: format version 9'],
    [
      'a cut header',
      npyBytes(npyHeader('|u1', [1]), Uint8Array.of(1)).slice(0, 30),
      'the file at byte 30: it is cut off',
    ],
    ['float64', npyBytes(npyHeader('<f8', [1]), new Uint8Array(8)), "values of type '<f8'; float32 (<f4)"],
    ['big-endian', npyBytes(npyHeader('>f4', [1]), new Uint8Array(4)), "type '>f4'"],
    ['Fortran order', npyBytes(npyHeader('<f4', [1], 'True'), new Uint8Array(4)), 'numpy.ascontiguousarray'],
    ['too few values', npyBytes(npyHeader('<f4', [2, 3]), new Uint8Array(20)), 'needs 24 bytes'],
    ['too many', npyBytes(npyHeader('<f4', [2]), new Uint8Array(20)), 'something follows it'],
    ['no shape', npyBytes("{'descr': '<f4', 'fortran_order': False}", new Uint8Array(4)), "gives no 'shape'"],
    [
      'infinity',
      npyBytes(npyHeader('<f4', [2, 2]), bytesOf(Float32Array.of(0, 1, Infinity, 2))),
      'at index (1, 0)',
    ],
    [
      'a huge integer',
      npyBytes(npyHeader('<i8', [2]), bytesOf(BigInt64Array.of(1n, 2n ** 60n))),
      'at index (1)',
    ],
  ])('refuses %s and says where', (_, bytes, told) => {
    expect(() => readNpy(bytes, 'x.npy')).toThrow(told);
    expect(() => readNpy(bytes, 'x.npy')).toThrow(/^x\.npy error E_NPY/);
  });
});
