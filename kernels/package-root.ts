import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** Folder of the package. The kernels have their own copy of this because they depend on nothing in sim/. */
export function packageRoot(): string {
  if (root) return root;
  const start = fileURLToPath(import.meta.url);
  for (let at = dirname(start); ; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'sparsewatt') {
      root = at;
      return at;
    }
    if (dirname(at) === at) throw new Error(`package.json of sparsewatt not found above ${start}`);
  }
}
