import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;

/** Named arrays and a few words about them, as one file holds them. */
export interface ArrayFile {
  readonly about: unknown;
  readonly arrays: Readonly<Record<string, NumberArray>>;
}

const types = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array };
const magic = 'SWARRAY1';

/**
 * Reads what `writeArrayFile` wrote; null when there is no such file, it is damaged, or was written under another key.
 * Numbers are in the byte order of the machine: the file is a cache, and is made again where it does not fit.
 */
export function readArrayFile(path: string, key: string): ArrayFile | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return null;
  }
  if (bytes.length < 16 || bytes.toString('latin1', 0, 8) !== magic) return null;
  const end = 16 + bytes.readUInt32LE(8);
  if (end > bytes.length || crc32(bytes.subarray(16)) !== bytes.readUInt32LE(12)) return null;
  const header = JSON.parse(bytes.toString('utf8', 16, end));
  if (header.key !== key) return null;
  let at = aligned(end);
  const arrays: Record<string, NumberArray> = {};
  for (const { name, type, length } of header.arrays) {
    const Type = types[type as keyof typeof types];
    const size = length * Type.BYTES_PER_ELEMENT;
    // Copied: the bytes of a file need not lie at a multiple of the element size.
    arrays[name] = new Type(new Uint8Array(bytes.subarray(at, at + size)).buffer);
    at = aligned(at + size);
  }
  return { about: header.about, arrays };
}

/** Writes arrays under a key that says all they depend on; the file appears as a whole or not at all. */
export function writeArrayFile(path: string, key: string, { about, arrays }: ArrayFile): void {
  const entries = Object.entries(arrays);
  const described = entries.map(([name, array]) => ({
    name,
    type: array.constructor.name,
    length: array.length,
  }));
  const header = Buffer.from(JSON.stringify({ key, about, arrays: described }));
  let at = aligned(16 + header.length);
  const places = entries.map(([, array]) => {
    const from = at;
    at = aligned(at + array.byteLength);
    return from;
  });
  const bytes = Buffer.alloc(at);
  bytes.write(magic, 'latin1');
  bytes.writeUInt32LE(header.length, 8);
  bytes.set(header, 16);
  for (const [i, [, array]] of entries.entries()) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), places[i]!);
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(16)), 12);
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  try {
    writeFileSync(fresh, bytes);
    renameSync(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
}

const aligned = (at: number): number => Math.ceil(at / 8) * 8;
