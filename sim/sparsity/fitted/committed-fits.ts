import { committedFiles } from '../committed-files.ts';
import { tableFolder } from '../table-folder.ts';
import { decodeFits, type FittedPoints } from './fitted-point.ts';

const find = committedFiles('.fits.json', decodeFits);

/** The fits shipped for exactly this model file, or null. @param networkHash SHA-256 of the model file */
export const committedFits = (networkHash: string, folder = tableFolder()): FittedPoints | null =>
  find(networkHash, folder);
