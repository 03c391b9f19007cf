import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFolder } from '../table-folder.ts';
import { type Int8Calibration, int8Recipe } from './int8-calibration.ts';

/** The activation ranges shipped for exactly this model file, or null. @param networkHash SHA-256 of the model file */
export function committedInt8(networkHash: string, folder = tableFolder()): Int8Calibration | null {
  let files: string[] = [];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.int8.json'));
  } catch {
    // A package without shipped tables has no shipped ranges either.
  }
  for (const file of files.sort()) {
    const ranges = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Int8Calibration;
    if (ranges.version === 1 && ranges.recipe === int8Recipe && ranges.networkHash === networkHash)
      return ranges;
  }
  return null;
}
