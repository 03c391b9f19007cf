import { crc32 } from 'node:zlib';

/** As in PNG: a byte that is no text, line ends that a transfer as text would change, and an end of file. */
export const fileMagic = Uint8Array.of(0x89, 0x53, 0x57, 0x4d, 0x0d, 0x0a, 0x1a, 0x0a);

export const fileVersion = 1;

/** Byte offsets of the fixed part; all numbers are little-endian. */
export const filePrelude = {
  /** u32 */
  version: 8,
  /** u32, of all bytes from `length` to the end */
  checksum: 12,
  /** u64: bytes of the whole file */
  length: 16,
  /** u32: bytes of the JSON header with its padding of spaces */
  headerLength: 24,
  /** u32, 0 */
  reserved: 28,
  end: 32,
} as const;

/** The header and each section begin at a multiple of it. */
export const fileAlignment = 8;

/** More levels than this are refused, so that a short file cannot ask for a long list. */
export const mostFileLevels = 256;

/** The JSON header. */
export interface FileHeader {
  readonly format: string;
  /** The whole numbers of the matrix: rows, cols and so on. */
  readonly shape: Readonly<Record<string, number>>;
  readonly sections: readonly FileSection[];
}

export interface FileSection {
  /** Path of the array in the matrix. */
  readonly name: string;
  readonly type: string;
  /** Elements. */
  readonly length: number;
  /** Byte offset from the end of the header. */
  readonly offset: number;
}

/** The next multiple of the alignment. */
export function alignFile(bytes: number): number {
  return Math.ceil(bytes / fileAlignment) * fileAlignment;
}

export function fileChecksum(file: Uint8Array): number {
  return crc32(file.subarray(filePrelude.length));
}
