import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFolder } from '../../sim/sparsity/table-folder.ts';
import { decodeSpikes, encodeSpikes } from '../../sim/targets/neuromorphic/spike-file.ts';
import type { SpikeTables } from '../../sim/targets/neuromorphic/spike-tables.ts';

/** Writes tables to scenarios/tables, or with `check` says whether the file there holds the same; exit code 1 if not. */
export function writeTable(tables: SpikeTables<unknown>, name: string, check: boolean): void {
  const file = join(tableFolder(), name);
  const bytes = encodeSpikes(tables);
  if (check) {
    const same = Buffer.from(encodeSpikes(decodeSpikes(readFileSync(file), file))).equals(bytes);
    console.log(same ? `${file}: equal` : `${file}: differs`);
    if (!same) process.exitCode = 1;
    return;
  }
  mkdirSync(tableFolder(), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
