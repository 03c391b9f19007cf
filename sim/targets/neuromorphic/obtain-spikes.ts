import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultCacheFolder } from '../../sparsity/table-cache.ts';
import { tableFolder } from '../../sparsity/table-folder.ts';
import { hashKey } from '../../sparsity/table-key.ts';
import { measureSpikes, type SpikeRequest } from './measure-spikes.ts';
import { decodeSpikes, encodeSpikes } from './spike-file.ts';
import { spikeKey, spikingPoints, stratifiedPositions } from './spike-recipe.ts';
import type { SpikeTables } from './spike-tables.ts';

/** Ending of files of spiking tables. */
const spikeFileEnding = '.spikes';

/** Spiking tables and where they came from. */
export interface ObtainedSpikes {
  readonly tables: SpikeTables;
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

/**
 * Spiking tables of a request: the shipped ones when both keys fit exactly, else cached ones, else simulated now.
 * @throws ModelError, TableError, Error when the network cannot be converted, or the signal's reason
 */
export async function obtainSpikes(
  request: SpikeRequest,
  options: ObtainSpikesOptions = {},
): Promise<ObtainedSpikes> {
  const wanted = keysOf(request);
  if (!options.force) {
    const folder = options.shippedFolder ?? tableFolder();
    for (const name of (await readdir(folder).catch(() => [])).sort()) {
      if (!name.endsWith(spikeFileEnding)) continue;
      const file = join(folder, name);
      const tables = decodeSpikes(await readFile(file), file);
      if (keyText(tables) === wanted) return { tables, origin: 'shipped', file };
    }
  }
  const folder = options.cacheFolder === undefined ? defaultCacheFolder() : options.cacheFolder;
  const cached = folder && join(folder, 'spikes', `${wanted.slice(0, 64)}${spikeFileEnding}`);
  if (cached && !options.force) {
    try {
      const tables = decodeSpikes(await readFile(cached), cached);
      if (keyText(tables) === wanted) return { tables, origin: 'cache', file: null };
    } catch {
      // Missing or damaged: made again below.
    }
  }
  const tables = await measureSpikes(request);
  if (cached) await keep(cached, encodeSpikes(tables), options);
  return { tables, origin: 'measured', file: null };
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

function keyText({ validation, test }: SpikeTables): string {
  return hashKey(validation.key) + hashKey(test.key);
}

function keysOf({ network, chip, sampleCount }: SpikeRequest): string {
  const points = spikingPoints(network);
  return (['validation', 'test'] as const)
    .map((split) => hashKey(spikeKey(network, points, split, stratifiedPositions(split, sampleCount), chip)))
    .join('');
}
