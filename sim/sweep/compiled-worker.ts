import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/**
 * File of a worker module, or of a process's. They always load compiled code, also in tests: Node 20 cannot load TypeScript there.
 * @param worker path below `dist` (e.g. `sim/sparsity/table-worker.js`), an entry point of scripts/bundle.mjs
 * @throws Error when the build is missing
 */
export function compiledWorker(worker: string): string {
  const file = join(packageRoot(), 'dist', worker);
  if (!existsSync(file))
    throw new Error(
      `${file} is missing: threads and processes need the compiled code; run \`npm run build\``,
    );
  return file;
}
