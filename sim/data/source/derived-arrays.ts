import { join } from 'node:path';
import { type ArrayFile, readArrayFile, writeArrayFile } from './array-file.ts';
import { dataFolder } from './data-folder.ts';

/**
 * What is computed from a data set, kept in the data folder under `derived/` so that it is computed once.
 * @param name of the file @param key all that it depends on: packages, seed, version of the code that makes it
 */
export function derivedArrays(name: string, key: string, make: () => ArrayFile): ArrayFile {
  const path = join(dataFolder(), 'derived', `${name}.arrays`);
  const known = readArrayFile(path, key);
  if (known) return known;
  const made = make();
  try {
    writeArrayFile(path, key, made);
  } catch {
    // A folder that cannot be written costs time at the next call, nothing else.
  }
  return made;
}
