import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutcomeKey, OutcomeTable } from './outcome-table.ts';
import { decodeTable, readTableHeader } from './table-codec.ts';
import { tableFolder } from './table-folder.ts';
import { hashKey } from './table-key.ts';

const headerBytes = 16384;

/**
 * The shipped table with exactly this key, or null: another network, other kernels, data or points have none.
 * @throws TableError when the file with this key is damaged
 */
export async function committedTable(
  key: OutcomeKey,
  folder = tableFolder(),
): Promise<{ readonly table: OutcomeTable; readonly file: string } | null> {
  const wanted = hashKey(key);
  const file = await fileWith(wanted, folder);
  return file === null ? null : { table: await decoded(file), file };
}

/** Tables that were read last, for runs that follow one another (`--watch`, the dashboard); those of one run are 24. */
const tables = new Map<string, OutcomeTable>();
const mostTables = 32;

async function decoded(file: string): Promise<OutcomeTable> {
  const { mtimeMs, size } = await stat(file);
  const version = `${file} ${mtimeMs} ${size}`;
  const table = tables.get(version) ?? decodeTable(await readFile(file), file);
  tables.set(version, table);
  if (tables.size > mostTables) tables.delete(tables.keys().next().value!);
  return table;
}

/** Where keys were found before: a run asks for twenty tables of a hundred. */
const seen = new Map<string, string>();

async function fileWith(wanted: string, folder: string): Promise<string | null> {
  const known = seen.get(join(folder, wanted));
  if (known !== undefined && (await keyOf(known)) === wanted) return known;
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.table')).sort();
  let first: string | null = null;
  for (const name of names.reverse()) {
    const file = join(folder, name);
    const found = await keyOf(file);
    if (found === null) continue;
    seen.set(join(folder, found), file);
    if (found === wanted) first = file;
  }
  return first;
}

async function keyOf(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
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
