import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** Folder of the package (sources or the built code run from different depths below it). */
export function packageRoot(): string {
  if (root) return root;
  let at = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(at, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'sparsewatt') {
      root = at;
      return at;
    }
    const up = dirname(at);
    if (up === at)
      throw new Error('package.json of sparsewatt not found above ' + fileURLToPath(import.meta.url));
    at = up;
  }
}
