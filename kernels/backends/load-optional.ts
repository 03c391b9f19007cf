import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../package-root.ts';

/**
 * Loads a package that SparseWatt does not install by itself. It is looked for from the folder in SPARSEWATT_PACKAGES
 * (where that is set), from SparseWatt's own folder, and from the folder in which the program runs.
 * @returns the module, or null when there is none; the stand-in in this repository's `packages/` counts as none
 * @throws Error when the package is there and does not load
 */
export async function loadOptional(name: string): Promise<Record<string, unknown> | null> {
  const named = process.env['SPARSEWATT_PACKAGES'];
  for (const folder of [...(named ? [named] : []), packageRoot(), process.cwd()]) {
    let file: string;
    try {
      file = createRequire(join(folder, 'package.json')).resolve(name);
    } catch {
      continue;
    }
    if (file.startsWith(join(packageRoot(), 'packages'))) continue;
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  }
  return null;
}
