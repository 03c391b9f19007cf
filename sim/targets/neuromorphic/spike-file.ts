import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { TableError } from '../../sparsity/table-error.ts';
import type { SpikeTable, SpikeTables } from './spike-tables.ts';

/**
 * File form of spiking tables, version 1: SHA-256 (32 bytes) of the rest; the rest is brotli of JSON
 * `{ version, balances, validation, test }` whose arrays are plain lists of numbers.
 */
const version = 1;
const hashBytes = 32;

const arrays = {
  labels: Uint8Array,
  conditions: Uint8Array,
  topClass: Uint8Array,
  confidence: Uint16Array,
  activeInputs: Uint16Array,
  effectiveMacs: Uint32Array,
  spikeCounters: Float64Array,
  positions: Uint32Array,
  referenceTopClass: Uint8Array,
} as const;

export function encodeSpikes(tables: SpikeTables<unknown>): Uint8Array {
  const plain = (table: SpikeTable) =>
    Object.fromEntries(
      Object.entries(table).map(([k, v]) => [k, ArrayBuffer.isView(v) ? [...(v as Uint8Array)] : v]),
    );
  const json = JSON.stringify({
    version,
    balances: tables.balances,
    validation: plain(tables.validation),
    test: plain(tables.test),
  });
  const body = brotliCompressSync(Buffer.from(json), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
  return Buffer.concat([createHash('sha256').update(body).digest(), body]);
}

/** @throws TableError E_TABLE_CORRUPT when a single byte of the file is not what was written */
export function decodeSpikes(file: Uint8Array, path: string): SpikeTables {
  const corrupt = (what: string) =>
    new TableError('E_TABLE_CORRUPT', path, `${what}; delete the file, it is made again when needed`);
  const body = file.subarray(hashBytes);
  if (!createHash('sha256').update(body).digest().equals(file.subarray(0, hashBytes))) {
    throw corrupt('checksum does not match');
  }
  const read = JSON.parse(brotliDecompressSync(body).toString('utf8')) as Record<string, unknown>;
  if (read['version'] !== version) throw corrupt(`version ${read['version']}, this release reads ${version}`);
  const typed = (table: Record<string, unknown>) => {
    for (const [name, Type] of Object.entries(arrays)) table[name] = Type.from(table[name] as number[]);
    return table as unknown as SpikeTable;
  };
  return {
    balances: read['balances'] as SpikeTables['balances'],
    validation: typed(read['validation'] as Record<string, unknown>),
    test: typed(read['test'] as Record<string, unknown>),
  };
}
