import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is shipped beside outcome tables for one model file each, read once a folder.
 * @param ending of the files' names @param decode of a file's text
 * @returns looks up by SHA-256 of the model file; null where nothing is shipped for exactly that one
 */
export function committedFiles<T extends { readonly version: number; readonly networkHash: string }>(
  ending: string,
  decode: (text: string) => T,
): (networkHash: string, folder: string) => T | null {
  const known = new Map<string, readonly T[]>();
  const read = (folder: string): readonly T[] => {
    let files: string[] = [];
    try {
      files = readdirSync(folder).filter((file) => file.endsWith(ending));
    } catch {
      // A package without shipped tables has nothing beside them either.
    }
    return files.sort().map((file) => decode(readFileSync(join(folder, file), 'utf8')));
  };
  return (networkHash, folder) => {
    const all = known.get(folder) ?? read(folder);
    known.set(folder, all);
    return all.find((each) => each.version === 1 && each.networkHash === networkHash) ?? null;
  };
}
