import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFile } from './report-format.ts';
import { writeFiles } from './write-files.ts';

/** A reader who has this many reports of one name wants other names. */
const mostFolders = 1000;

async function makeNew(parent: string, name: string): Promise<string> {
  for (let number = 1; number <= mostFolders; number++) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error(
    `${join(parent, name)} and ${mostFolders - 1} numbered ones exist already; move some of them away`,
  );
}

/**
 * Writes files into a folder that did not exist: `name`, or `name-2` and so on where there is one. Nothing is ever
 * overwritten; a folder whose files could not all be written is taken away again, also where the process exits meanwhile (a
 * signal that nobody listens to leaves it no time for that).
 * @param parent folder that exists
 * @returns path of the folder
 * @throws Error where the folder cannot be made
 */
export async function writeNewFolder(
  parent: string,
  name: string,
  files: readonly ReportFile[],
): Promise<string> {
  const folder = await makeNew(parent, name);
  // A write that is under way may still add a file while the others are removed.
  const takeAway = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', takeAway);
  try {
    await writeFiles(folder, files);
  } catch (error) {
    takeAway();
    throw error;
  } finally {
    process.off('exit', takeAway);
  }
  return folder;
}
