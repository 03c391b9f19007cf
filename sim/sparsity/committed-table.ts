import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutcomeKey, OutcomeTable } from './outcome-table.ts';
import { decodeTable, readTableHeader } from './table-codec.ts';
import { tableFolder } from './table-folder.ts';
import { hashKey } from './table-key.ts';

const headerBytes = 16384;

/**
 * The shipped table with exactly this key, or null: another network, other kernels, data or points have none. It may be
 * asked for again, so nothing may be written into it.
 * @throws TableError when the file with this key is damaged
 */
export async function committedTable(
  key: OutcomeKey,
  folder = tableFolder(),
): Promise<{ readonly table: OutcomeTable; readonly file: string } | null> {
  const wanted = hashKey(key);
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    if (!name.endsWith('.table')) continue;
    const file = join(folder, name);
    if ((await keyOf(file)) !== wanted) continue;
    const table = tables.get(file) ?? decodeTable(await readFile(file), file);
    tables.set(file, table);
    if (tables.size > mostTables) tables.delete(tables.keys().next().value!);
    return { table, file };
  }
  return null;
}

/** Tables that were read last, for runs that follow one another (`--watch`, the dashboard); those of one run are 24. */
const tables = new Map<string, OutcomeTable>();
const mostTables = 32;

/** What was found in a file, and when and how long it was: one run looks through the folder for every table it needs. */
const seen = new Map<
  string,
  { readonly mtimeMs: number; readonly size: number; readonly key: string | null }
>();

async function keyOf(file: string): Promise<string | null> {
  const { mtimeMs, size } = await stat(file);
  const before = seen.get(file);
  if (before?.mtimeMs === mtimeMs && before.size === size) return before.key;
  const key = await readKey(file);
  tables.delete(file);
  seen.set(file, { mtimeMs, size, key });
  return key;
}

async function readKey(file: string): Promise<string | null> {
  const handle = await open(file);
  try {
    const start = new Uint8Array(headerBytes);
    const { bytesRead } = await handle.read(start, 0, headerBytes, 0);
    return hashKey(readTableHeader(start.subarray(0, bytesRead), file).key);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
