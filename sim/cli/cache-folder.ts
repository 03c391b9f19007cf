import { resolve } from 'node:path';
import { defaultCacheFolder } from '../sparsity/table-cache.ts';

/** Folder of outcome tables and saved runs: `--cache`, else the default one. */
export function cacheFolder(flag: string | undefined, cwd: string): string {
  return flag === undefined ? defaultCacheFolder() : resolve(cwd, flag);
}
