import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateCalibration } from './gate-calibration.ts';
import { tableFolder } from './table-folder.ts';

const known = new Map<string, GateCalibration[]>();

/**
 * The gate thresholds shipped for exactly this model file, or null.
 * @param networkHash SHA-256 of the model file
 */
export function committedGates(networkHash: string, folder = tableFolder()): GateCalibration | null {
  let all = known.get(folder);
  if (!all) {
    let files: string[] = [];
    try {
      files = readdirSync(folder).filter((file) => file.endsWith('.gates.json'));
    } catch {
      // A package without shipped tables has no shipped thresholds either.
    }
    all = files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as GateCalibration);
    known.set(folder, all);
  }
  return all.find((gates) => gates.version === 1 && gates.networkHash === networkHash) ?? null;
}
