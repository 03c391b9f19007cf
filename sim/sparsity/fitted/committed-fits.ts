import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFolder } from '../table-folder.ts';
import { decodeFits, type FittedPoints } from './fitted-point.ts';

const known = new Map<string, readonly FittedPoints[]>();

/** The fits shipped for exactly this model file, or null. @param networkHash SHA-256 of the model file */
export function committedFits(networkHash: string, folder = tableFolder()): FittedPoints | null {
  let all = known.get(folder);
  if (!all) {
    let files: string[] = [];
    try {
      files = readdirSync(folder).filter((file) => file.endsWith('.fits.json'));
    } catch {
      // A package without shipped tables has no fits either.
    }
    all = files.sort().map((file) => decodeFits(readFileSync(join(folder, file), 'utf8')));
    known.set(folder, all);
  }
  return all.find((fits) => fits.version === 1 && fits.networkHash === networkHash) ?? null;
}
