import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFile } from '../report/formats/report-format.ts';
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';

/** Refuses a folder that could not be written, before a long run is spent on it. @throws CommandError */
export async function checkOutFolder(folder: string, shownAs: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found && !found.isDirectory())
    throw new CommandError(
      exitCode.usage,
      'E_OUT',
      `--out ${shownAs}: this is a file, a folder is needed`,
      'name a folder; it is made where there is none',
    );
}

/**
 * Writes files into a folder, all or none: they are written beside it first and moved when the last one is whole.
 * @returns paths of the files
 */
export async function writeFolder(folder: string, files: readonly ReportFile[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    await mkdir(part);
    for (const { name, content } of files) await writeFile(join(part, name), content);
    for (const { name } of files) await rename(join(part, name), join(folder, name));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return files.map(({ name }) => join(folder, name));
}
