import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFile } from './report-format.ts';

/**
 * Writes files into a folder, all or none: they are written beside it first and moved when the last one is whole.
 * @returns paths of the files
 */
export async function writeFiles(folder: string, files: readonly ReportFile[]): Promise<readonly string[]> {
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
