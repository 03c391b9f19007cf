import { committedTable } from './committed-table.ts';
import { measureTable } from './measure-table.ts';
import type { OutcomeTable } from './outcome-table.ts';
import { planTable } from './plan-table.ts';
import { defaultCacheFolder, TableCache } from './table-cache.ts';
import { TableError } from './table-error.ts';
import type { TableRequest } from './table-request.ts';

/** A table and where it came from. */
export interface ObtainedTable {
  readonly table: OutcomeTable;
  readonly origin: 'shipped' | 'cache' | 'measured';
  /** The shipped file it was read from, else null. */
  readonly file: string | null;
}

export interface ObtainOptions {
  /**
   * Folder of the cache. A folder that the user names must be writable, else TableError E_CACHE_READ_ONLY is thrown
   * before any work; the default folder (undefined) may fail: then nothing is kept and `onWarning` says so. null: no
   * cache.
   */
  readonly cacheFolder?: string | null | undefined;
  /** Measure even if a shipped or cached table fits (`--measure`). */
  readonly force?: boolean | undefined;
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Folder of shipped tables, for tests. */
  readonly shippedFolder?: string | undefined;
}

/**
 * The outcome table of a request: the shipped one when its key fits exactly, else the cached one, else measured with
 * the real kernels and kept in the cache.
 * @throws ModelError, UnsupportedNetworkError, TableError, or the signal's reason
 */
export async function obtainTable(
  request: TableRequest,
  options: ObtainOptions = {},
): Promise<ObtainedTable> {
  const { network, points, key, int8 } = await planTable(request);
  if (!options.force) {
    const shipped = await committedTable(key, options.shippedFolder);
    if (shipped) return { ...shipped, origin: 'shipped' };
  }
  const folder = options.cacheFolder === undefined ? defaultCacheFolder() : options.cacheFolder;
  let cache = folder === null ? null : new TableCache(folder);
  if (cache && !options.force) {
    const known = await cache.readWhole(key);
    if (known) return { table: known, origin: 'cache', file: null };
  }
  try {
    await cache?.checkWritable();
  } catch (error) {
    if (!(error instanceof TableError) || options.cacheFolder !== undefined) throw error;
    options.onWarning?.(
      `${error.message}. Going on without a cache: an interrupted measurement starts anew.`,
    );
    cache = null;
  }
  const table = await measureTable({ ...request, network, points, int8: int8 ?? undefined }, cache);
  return { table, origin: 'measured', file: null };
}
