import { join, resolve } from 'node:path';
import { packageRoot } from '../../package-root.ts';

/** Where `npm run data` puts the data sets: `$SPARSEWATT_DATA`, else `.cache/data` of the project. */
export function dataFolder(): string {
  const named = process.env['SPARSEWATT_DATA'];
  return named ? resolve(named) : join(packageRoot(), '.cache', 'data');
}
