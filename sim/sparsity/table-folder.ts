import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** Folder of the outcome tables and gate thresholds that are shipped with the package. */
export function tableFolder(): string {
  return join(packageRoot(), 'scenarios', 'tables');
}
