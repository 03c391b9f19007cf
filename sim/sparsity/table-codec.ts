import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { OutcomeTable } from './outcome-table.ts';
import { TableError } from './table-error.ts';

/**
 * File form of an outcome table, version 1, little-endian:
 * magic `SWOT`, u32 version, u32 length of the header, header (JSON: everything but the arrays), brotli of the
 * columns, SHA-256 of all bytes before it.
 *
 * The columns are split into byte planes and freed of what is known: the top class is stored as its distance from the
 * label, confidence as its distance from 1, effective multiply-accumulates as their distance from what the active
 * inputs foretell. Constant columns (layers without a gate) become zeros, which brotli stores in a few bytes.
 */
const magic = 0x544f5753;
const version = 1;
const prefixBytes = 12;
const hashBytes = 32;

export type TableHeader = Pick<
  OutcomeTable,
  'key' | 'network' | 'data' | 'sampleCount' | 'points' | 'layers'
> & {
  /** Per [point][layer]: sums of effective multiply-accumulates and of active inputs; their ratio foretells. */
  readonly sums: readonly (readonly [number, number])[];
};

/** @param quality brotli quality: 4 for parts that live for minutes, 11 for what is shipped */
export function encodeTable(table: OutcomeTable, quality = 9): Uint8Array {
  const { key, network, data, sampleCount, points, layers } = table;
  const columns = points.length * layers.length;
  const sums = Array.from({ length: columns }, (_, column) => sumColumn(table, column));
  const header: TableHeader = { key, network, data, sampleCount, points, layers, sums };
  const head = Buffer.from(JSON.stringify(header));

  const body = new Planes(Buffer.alloc(bodyBytes(sampleCount, points.length, layers.length)));
  body.write(1, sampleCount, (i) => table.labels[i]!);
  body.write(1, sampleCount, (i) => table.conditions[i]!);
  for (let p = 0; p < points.length; p++) {
    const at = p * sampleCount;
    body.write(1, sampleCount, (i) => (table.topClass[at + i]! - table.labels[i]!) & 255);
    body.write(2, sampleCount, (i) => 65535 - table.confidence[at + i]!);
    for (let l = 0; l < layers.length; l++) {
      const index = (i: number) => (at + i) * layers.length + l;
      const ratio = ratioOf(sums[p * layers.length + l]!);
      body.write(2, sampleCount, (i) => table.activeInputs[index(i)]!);
      body.write(4, sampleCount, (i) =>
        zigzag(table.effectiveMacs[index(i)]! - foretell(table.activeInputs[index(i)]!, ratio)),
      );
    }
  }
  const packed = brotliCompressSync(body.bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.bytes.length,
    },
  });
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32LE(magic, 0);
  prefix.writeUInt32LE(version, 4);
  prefix.writeUInt32LE(head.length, 8);
  const whole = Buffer.concat([prefix, head, packed]);
  return Buffer.concat([whole, createHash('sha256').update(whole).digest()]);
}

/**
 * The header of a table file without its columns.
 * @param start the first bytes of the file: at least the header
 * @throws TableError E_TABLE_CORRUPT
 */
export function readTableHeader(start: Uint8Array, path: string): TableHeader {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  if (bytes.length < prefixBytes || bytes.readUInt32LE(0) !== magic)
    throw corrupt(path, 'not an outcome table');
  const found = bytes.readUInt32LE(4);
  if (found !== version) throw corrupt(path, `table version ${found}, this release reads ${version}`);
  const end = prefixBytes + bytes.readUInt32LE(8);
  if (end > bytes.length) throw corrupt(path, 'cut off in its header');
  try {
    return JSON.parse(bytes.toString('utf8', prefixBytes, end)) as TableHeader;
  } catch {
    throw corrupt(path, 'header is not JSON');
  }
}

/** @throws TableError E_TABLE_CORRUPT when a single byte of the file is not what was written */
export function decodeTable(file: Uint8Array, path: string): OutcomeTable {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = bytes.length - hashBytes;
  if (end < prefixBytes) throw corrupt(path, `only ${bytes.length} bytes`);
  const hash = createHash('sha256').update(bytes.subarray(0, end)).digest();
  if (!hash.equals(bytes.subarray(end))) throw corrupt(path, 'checksum does not match');
  const { sums, ...header } = readTableHeader(bytes.subarray(0, end), path);
  const { sampleCount, points, layers } = header;
  const expected = bodyBytes(sampleCount, points.length, layers.length);
  const unpacked = brotliDecompressSync(bytes.subarray(prefixBytes + bytes.readUInt32LE(8), end), {
    maxOutputLength: Math.max(1, expected),
  });
  if (unpacked.length !== expected)
    throw corrupt(path, `${unpacked.length} bytes of columns, not ${expected}`);

  const body = new Planes(unpacked);
  const cells = points.length * sampleCount;
  const table: OutcomeTable = {
    ...header,
    labels: new Uint8Array(sampleCount),
    conditions: new Uint8Array(sampleCount),
    topClass: new Uint8Array(cells),
    confidence: new Uint16Array(cells),
    activeInputs: new Uint16Array(cells * layers.length),
    effectiveMacs: new Uint32Array(cells * layers.length),
  };
  const { labels, topClass, confidence, activeInputs, effectiveMacs } = table;
  const column = new Uint32Array(sampleCount);
  labels.set(body.read(1, column));
  table.conditions.set(body.read(1, column));
  const width = layers.length;
  for (let p = 0; p < points.length; p++) {
    const at = p * sampleCount;
    body.read(1, column);
    for (let i = 0; i < sampleCount; i++) topClass[at + i] = column[i]! + labels[i]!;
    body.read(2, column);
    for (let i = 0; i < sampleCount; i++) confidence[at + i] = 65535 - column[i]!;
    for (let l = 0; l < width; l++) {
      const from = at * width + l;
      const ratio = ratioOf(sums[p * width + l]!);
      body.read(2, column);
      for (let i = 0; i < sampleCount; i++) activeInputs[from + i * width] = column[i]!;
      body.read(4, column);
      for (let i = 0; i < sampleCount; i++) {
        const place = from + i * width;
        effectiveMacs[place] = unzigzag(column[i]!) + foretell(activeInputs[place]!, ratio);
      }
    }
  }
  return table;
}

function bodyBytes(samples: number, points: number, layers: number): number {
  return samples * (2 + points * (3 + 6 * layers));
}

function sumColumn(table: OutcomeTable, column: number): readonly [number, number] {
  const layers = table.layers.length;
  const p = Math.floor(column / layers);
  const l = column % layers;
  let macs = 0;
  let inputs = 0;
  for (let i = 0; i < table.sampleCount; i++) {
    const at = (p * table.sampleCount + i) * layers + l;
    macs += table.effectiveMacs[at]!;
    inputs += table.activeInputs[at]!;
  }
  return [macs, inputs];
}

/** What `foretell` multiplies with. */
const ratioOf = ([macs, inputs]: readonly [number, number]): number => (inputs > 0 ? macs / inputs : 0);

/** One division, one product and one rounding: exact IEEE operations, the same on every machine. */
const foretell = (activeInputs: number, ratio: number): number => Math.round(activeInputs * ratio);

/** Small differences of either sign as small unsigned numbers; modulo 2^32, so nothing overflows. */
const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0;
const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1);

/** Numbers of a column written byte plane by byte plane, lowest bytes first. */
class Planes {
  readonly bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  write(width: number, count: number, value: (i: number) => number): void {
    for (let i = 0; i < count; i++) {
      const v = value(i) >>> 0;
      for (let b = 0; b < width; b++) this.bytes[this.#at + b * count + i] = (v >>> (8 * b)) & 255;
    }
    this.#at += width * count;
  }

  /** Fills a column with its next numbers. @returns the column */
  read(width: number, column: Uint32Array): Uint32Array {
    const { bytes } = this;
    column.fill(0);
    for (let b = 0; b < width; b++) {
      const from = this.#at + b * column.length;
      for (let i = 0; i < column.length; i++) column[i]! |= bytes[from + i]! << (8 * b);
    }
    this.#at += width * column.length;
    return column;
  }
}

function corrupt(path: string, what: string): TableError {
  return new TableError('E_TABLE_CORRUPT', path, `${what}; delete the file, it is made again when needed`);
}
