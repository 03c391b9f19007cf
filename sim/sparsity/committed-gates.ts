import { committedFiles } from './committed-files.ts';
import type { GateCalibration } from './gate-calibration.ts';
import { tableFolder } from './table-folder.ts';

const find = committedFiles('.gates.json', (text) => JSON.parse(text) as GateCalibration);

/**
 * The gate thresholds shipped for exactly this model file, or null.
 * @param networkHash SHA-256 of the model file
 */
export const committedGates = (networkHash: string, folder = tableFolder()): GateCalibration | null =>
  find(networkHash, folder);
