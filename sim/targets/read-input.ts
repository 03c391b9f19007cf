import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { InputError } from '../schema/input-error.ts';

/** Name of a file in messages: relative to the working directory where that is shorter. */
export function shownName(file: string): string {
  const near = relative(process.cwd(), file);
  return near.length < file.length && !near.startsWith('..') ? near : file;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'The file does not exist.',
  EISDIR: 'This is a folder; a file is needed.',
  EACCES: 'The file may not be read by this user.',
};

/** Text of an input file. @throws InputError E_FILE when it cannot be read */
export async function readInput(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = reasons[code ?? ''] ?? `The file cannot be read: ${message}.`;
    throw new InputError([
      { file: shownName(file), line: 0, column: 0, code: 'E_FILE', path: '', message: reason },
    ]);
  }
}
