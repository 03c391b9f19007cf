import { randomUUID } from 'node:crypto';
import { mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';

/**
 * Makes a folder and refuses one that cannot be written, before a long run is spent on it.
 * @param flag that named it, `--out` or another
 * @returns takes the folder away again where it was made and is still empty: for a run that failed
 * @throws CommandError
 */
export async function obtainFolder(
  folder: string,
  shownAs: string,
  flag = '--out',
): Promise<() => Promise<void>> {
  const refuse = (found: string) =>
    new CommandError(
      exitCode.usage,
      'E_OUT',
      `${flag} ${shownAs}: ${found}`,
      'name a folder that may be written; it is made where there is none',
    );
  const before = await stat(folder).catch(() => null);
  if (before?.isDirectory() === false) throw refuse('this is a file, a folder is needed');
  try {
    await makeFolder(folder);
    const probe = join(folder, `.${randomUUID()}.part`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw refuse(`it cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return async () => {
    if (before === null) await rmdir(folder).catch(() => undefined);
  };
}

/** Step by step: Node's own recursive mkdir never ends under /proc, where making a folder says that its parent is missing. */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory()) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
}
