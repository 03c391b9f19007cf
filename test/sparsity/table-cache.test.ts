import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { defaultCacheFolder, TableCache } from '../../sim/sparsity/table-cache.ts';
import type { TableError } from '../../sim/sparsity/table-error.ts';
import { hashKey } from '../../sim/sparsity/table-key.ts';
import { anyTable } from './random-table.ts';

const table = fc.sample(anyTable, { seed: 7, numRuns: 40 }).find((t) => t.sampleCount > 5)!;
const newFolder = () => mkdtempSync(join(tmpdir(), 'sparsewatt-cache-'));
const folderOf = (cache: TableCache) => join(cache.folder, 'tables', hashKey(table.key));

test('parts and wholes come back; the whole sweeps the parts away', async () => {
  const cache = new TableCache(newFolder());
  expect(await cache.readWhole(table.key)).toBeNull();
  await cache.writePart(table, 0);
  expect(await cache.readPart(table.key, 0, table.sampleCount)).toEqual(table);
  expect(await cache.readPart(table.key, 5, table.sampleCount)).toBeNull();
  writeFileSync(join(folderOf(cache), 'whole.table.123.tmp'), 'left by a killed process');
  await cache.writeWhole(table);
  expect(await cache.readWhole(table.key)).toEqual(table);
  expect(readdirSync(folderOf(cache))).toEqual(['whole.table']);
});

test('a damaged file is discarded', async () => {
  const cache = new TableCache(newFolder());
  await cache.writeWhole(table);
  const file = join(folderOf(cache), 'whole.table');
  truncateSync(file, readFileSync(file).length - 3);
  expect(await cache.readWhole(table.key)).toBeNull();
  expect(existsSync(file)).toBe(false);
});

test('a file under the wrong key is discarded', async () => {
  const cache = new TableCache(newFolder());
  await cache.writeWhole(table);
  const other = { ...table.key, kernelHash: 'other' };
  const moved = new TableCache(newFolder());
  await moved.writeWhole({ ...table, key: other });
  const file = join(moved.folder, 'tables', hashKey(other), 'whole.table');
  writeFileSync(file, readFileSync(join(folderOf(cache), 'whole.table')));
  expect(await moved.readWhole(other)).toBeNull();
});

test('two writers of one table at once leave a whole one', async () => {
  const folder = newFolder();
  const caches = Array.from({ length: 6 }, () => new TableCache(folder));
  await Promise.all(
    caches.map((cache, i) => (i % 2 === 0 ? cache.writeWhole(table) : cache.writePart(table, i))),
  );
  expect(await caches[0]!.readWhole(table.key)).toEqual(table);
});

const root = process.getuid?.() === 0;
afterEach(() => {
  if (root) process.seteuid?.(0);
});

test('a read-only folder is named, with what to do', async () => {
  const folder = newFolder();
  chmodSync(folder, 0o555);
  // Root may write anywhere: be somebody else for a moment.
  if (root) process.seteuid?.(65534);
  const error: TableError = await new TableCache(folder).checkWritable().catch((e) => e);
  expect(error.code).toBe('E_CACHE_READ_ONLY');
  expect(error.message).toContain(
    `${folder}: the cache folder cannot be written (EACCES); make it writable or`,
  );
});

test('a file in place of the folder is named', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const error: TableError = await new TableCache(file).checkWritable().catch((e) => e);
  expect(error.code).toBe('E_CACHE_UNUSABLE');
});

test('the default folder follows the XDG specification', () => {
  const before = process.env['XDG_CACHE_HOME'];
  try {
    process.env['XDG_CACHE_HOME'] = '/tmp/xdg';
    expect(defaultCacheFolder()).toBe('/tmp/xdg/sparsewatt');
    process.env['XDG_CACHE_HOME'] = 'relative';
    expect(defaultCacheFolder()).toMatch(/\.cache\/sparsewatt$/);
  } finally {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
  }
});
