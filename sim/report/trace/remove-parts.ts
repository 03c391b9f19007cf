import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what a process was still writing into a folder (`partName`): a thread that is stopped cannot tidy up, nor can a
 * process after a signal.
 */
export function removeParts(folder: string, pid = process.pid): void {
  const own = new RegExp(`\\.${pid}-[0-9a-f-]{36}\\.part$`);
  try {
    for (const name of readdirSync(folder)) if (own.test(name)) rmSync(join(folder, name), { force: true });
  } catch {
    // A folder that cannot be read any more holds nothing that could be removed.
  }
}
