import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutcomeKey } from '../../sparsity/outcome-table.ts';
import { defaultCacheFolder } from '../../sparsity/table-cache.ts';
import { tableFolder } from '../../sparsity/table-folder.ts';
import { hashKey } from '../../sparsity/table-key.ts';
import { decodeSpikes, encodeSpikes } from './spike-file.ts';
import type { SpikeTables } from './spike-tables.ts';

/** Ending of files of spiking tables. */
const spikeFileEnding = '.spikes';

/** Spiking tables and where they came from. */
export interface ObtainedSpikes<B> {
  readonly tables: SpikeTables<B>;
  readonly origin: 'shipped' | 'cache' | 'measured';
  /** The shipped file, else null. */
  readonly file: string | null;
}

export interface ObtainSpikesOptions {
  /** null: no cache; undefined: the default folder, whose failure is only a warning. */
  readonly cacheFolder?: string | null | undefined;
  /** Simulate even if shipped or cached tables fit. */
  readonly force?: boolean | undefined;
  readonly onWarning?: ((message: string) => void) | undefined;
  readonly shippedFolder?: string | undefined;
}

type Keys = readonly [validation: OutcomeKey, test: OutcomeKey];

/**
 * The tables of two keys, of validation and of test data: the shipped ones when both fit exactly, else cached ones, else
 * null.
 * @throws TableError for a shipped file that is damaged
 */
export async function findSpikes<B>(
  keys: Keys,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<B> | null> {
  const wanted = keys.map(hashKey).join('');
  // Balances belong to the recipe, which is part of the key.
  const fits = (tables: SpikeTables<unknown>): tables is SpikeTables<B> =>
    hashKey(tables.validation.key) + hashKey(tables.test.key) === wanted;
  const folder = options.shippedFolder ?? tableFolder();
  // Files of the same code first: reading one takes a tenth of a second.
  const first = `.${keys[0].numericForm}.`;
  const names = (await readdir(folder).catch(() => [])).sort(
    (a, b) => Number(b.includes(first)) - Number(a.includes(first)) || (a < b ? -1 : 1),
  );
  for (const name of names) {
    if (!name.endsWith(spikeFileEnding)) continue;
    const file = join(folder, name);
    const tables: SpikeTables<unknown> = decodeSpikes(await readFile(file), file);
    if (fits(tables)) return { tables, origin: 'shipped', file };
  }
  const cached = cacheFile(keys, options);
  if (!cached) return null;
  try {
    const tables: SpikeTables<unknown> = decodeSpikes(await readFile(cached), cached);
    return fits(tables) ? { tables, origin: 'cache', file: null } : null;
  } catch {
    // Missing or damaged: as if there were none.
    return null;
  }
}

/** The same, or those that `measure` makes, which are then kept in the cache. @throws what `measure` throws, and TableError */
export async function storedSpikes<B>(
  keys: Keys,
  measure: () => Promise<SpikeTables<B>>,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes<B>> {
  const found = options.force ? null : await findSpikes<B>(keys, options);
  if (found) return found;
  const tables = await measure();
  const cached = cacheFile(keys, options);
  if (cached) await keep(cached, encodeSpikes(tables), options);
  return { tables, origin: 'measured', file: null };
}

function cacheFile([validation]: Keys, { cacheFolder }: ObtainSpikesOptions): string | null {
  const folder = cacheFolder === undefined ? defaultCacheFolder() : cacheFolder;
  return folder && join(folder, 'spikes', `${hashKey(validation)}${spikeFileEnding}`);
}

async function keep(file: string, bytes: Uint8Array, options: ObtainSpikesOptions): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  } catch (error) {
    options.onWarning?.(`spiking tables were not kept: ${(error as Error).message}`);
  }
}
