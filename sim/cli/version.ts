import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

let known: string | undefined;

/** Version of the package. */
export function version(): string {
  known ??= String(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version);
  return known;
}

/** One line for a bug report. */
export function about(): string {
  return `sparsewatt ${version()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}
