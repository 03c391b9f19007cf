import { mkdir, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { OutcomeTable } from './outcome-table.ts';
import { decodeTable, encodeTable } from './table-codec.ts';
import { TableError } from './table-error.ts';
import { hashKey } from './table-key.ts';

/** `$XDG_CACHE_HOME/sparsewatt`, or `~/.cache/sparsewatt` (XDG Base Directory Specification). */
export function defaultCacheFolder(): string {
  const xdg = process.env['XDG_CACHE_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'sparsewatt');
}

/**
 * A folder of outcome tables, addressed by the hash of all they depend on: `tables/<key>/whole.table` and, while one
 * is being made, `part-<from>-<count>.table`. Files appear by rename, so a reader sees a whole file or none. What
 * fails its checksum is discarded and made again. Several processes may share the folder: they write equal bytes.
 */
export class TableCache {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** @throws TableError E_CACHE_READ_ONLY or E_CACHE_UNUSABLE when nothing can be written into the folder */
  async checkWritable(): Promise<void> {
    const probe = join(this.folder, 'tables', `probe.${process.pid}.tmp`);
    try {
      await mkdir(join(this.folder, 'tables'), { recursive: true });
      await writeFile(probe, '');
      await unlink(probe);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      const readOnly = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
      throw new TableError(
        readOnly ? 'E_CACHE_READ_ONLY' : 'E_CACHE_UNUSABLE',
        this.folder,
        `the cache folder cannot be written (${code}); make it writable or choose another with --cache DIR`,
      );
    }
  }

  readWhole(key: OutcomeTable['key']): Promise<OutcomeTable | null> {
    return this.#read(key, 'whole.table');
  }

  /** Stores a whole table and removes its parts. */
  async writeWhole(table: OutcomeTable): Promise<void> {
    await this.#write(table, 'whole.table', 9);
    const folder = this.#folderOf(table.key);
    for (const file of await readdir(folder)) {
      if (file !== 'whole.table') await rm(join(folder, file), { force: true });
    }
  }

  /** @param from first sample of the part */
  async readPart(key: OutcomeTable['key'], from: number, count: number): Promise<OutcomeTable | null> {
    const part = await this.#read(key, partName(from, count));
    return part && part.sampleCount === count ? part : null;
  }

  writePart(part: OutcomeTable, from: number): Promise<void> {
    return this.#write(part, partName(from, part.sampleCount), 4);
  }

  #folderOf(key: OutcomeTable['key']): string {
    return join(this.folder, 'tables', hashKey(key));
  }

  async #read(key: OutcomeTable['key'], name: string): Promise<OutcomeTable | null> {
    const file = join(this.#folderOf(key), name);
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch {
      return null;
    }
    try {
      const table = decodeTable(bytes, file);
      if (hashKey(table.key) === hashKey(key)) return table;
    } catch {
      // Falls through: a damaged file is as good as none.
    }
    await rm(file, { force: true }).catch(() => {});
    return null;
  }

  async #write(table: OutcomeTable, name: string, quality: number): Promise<void> {
    const folder = this.#folderOf(table.key);
    const bytes = encodeTable(table, quality);
    for (let attempt = 1; ; attempt++) {
      const temporary = join(folder, `${name}.${process.pid}.tmp`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, bytes);
        await rename(temporary, join(folder, name));
        return;
      } catch (error) {
        // Another process that finished the same table may have swept the folder meanwhile.
        const swept = (error as NodeJS.ErrnoException).code === 'ENOENT';
        if (swept && attempt < 3) continue;
        throw new TableError(
          'E_CACHE_UNUSABLE',
          join(folder, name),
          `cannot be written (${(error as NodeJS.ErrnoException).code ?? error}); free some space or choose another folder with --cache DIR`,
        );
      }
    }
  }
}

const partName = (from: number, count: number): string => `part-${from}-${count}.table`;
