import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './data-folder.ts';
import { DataMissingError } from './data-missing-error.ts';

/** A fetched data set: its name, and the package that holds it. */
export interface Source {
  readonly set: string;
  readonly from: string;
}

/** Path of a file of a set. @throws DataMissingError when it is not there */
export function sourcePath(source: Source, file: string): string {
  const path = join(dataFolder(), source.set, file);
  if (!existsSync(path)) throw new DataMissingError(source.set, source.from, path);
  return path;
}

/** Bytes of a file of a set. @throws DataMissingError when it is not there */
export function readSource(source: Source, file: string): Buffer {
  return readFileSync(sourcePath(source, file));
}

/** Whether `npm run data -- NAME` has been run: a set is there as a whole or not at all. */
export function isFetched(set: string): boolean {
  return existsSync(join(dataFolder(), set, 'SOURCE.json'));
}
