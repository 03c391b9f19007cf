import { gunzipSync } from 'node:zlib';
import { DataFormatError } from '../source/data-format-error.ts';

/** Unsigned bytes with a shape, as the IDX format of MNIST holds them. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const typeU8 = 8;

/**
 * Reads an IDX file of unsigned bytes, plain or gzipped (LeCun, Cortes and Burges, "The MNIST database", file formats).
 * @param place named in errors @param rank number of dimensions that is expected
 * @throws DataFormatError when the file is damaged, or holds something else
 */
export function parseIdx(file: Uint8Array, place: string, rank: number): IdxArray {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? gunzip(file, place) : file;
  const header = 4 + 4 * rank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expected = typeU8 * 256 + rank;
  const magic = bytes.length >= 4 ? view.getUint32(0) : -1;
  if (magic !== expected || bytes.length < header) {
    const found =
      magic < 0 ? `${bytes.length} bytes` : `magic number 0x${magic.toString(16).padStart(8, '0')}`;
    throw new DataFormatError(
      place,
      `${found}; an IDX file of unsigned bytes with ${rank} dimensions begins with 0x${expected.toString(16).padStart(8, '0')}`,
    );
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== header + size) {
    throw new DataFormatError(
      place,
      `${bytes.length - header} values; its shape ${shape.join(' x ')} needs ${size}; fetch the data set again`,
    );
  }
  return { shape, data: bytes.subarray(header) };
}

function gunzip(file: Uint8Array, place: string): Uint8Array {
  try {
    return gunzipSync(file);
  } catch (error) {
    throw new DataFormatError(
      place,
      `cannot be unzipped (${(error as Error).message}); fetch the data set again`,
    );
  }
}
