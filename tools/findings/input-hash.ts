import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../sim/package-root.ts';

const folders = ['scenarios', 'hardware-profiles'];
const kinds = /\.(ya?ml|table|spikes|csv|json)$/;
/** Made from the others and read by reports alone. */
const derived = 'held-out.csv';
/** Networks with their cards, answers and points, whose tables stand for them; examples for `sparsewatt spikes` and descriptions for
 * `sparsewatt train`, which no scenario reads. */
const unread = ['models', 'spiking', 'training'];

/**
 * SHA-256 over the files that findings depend on: scenarios, outcome tables, profiles and their calibration. Models are
 * left out, because tables are of them and know their hashes; so is the program, which has a version.
 */
export function findingsInputHash(): string {
  const hash = createHash('sha256');
  const root = packageRoot();
  for (const folder of folders)
    for (const file of filesBelow(join(root, folder)))
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return unread.includes(entry.name) ? [] : filesBelow(path);
      return kinds.test(entry.name) && entry.name !== derived ? [path] : [];
    });
}
