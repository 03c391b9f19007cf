import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { partName } from './part-name.ts';

/** A file that is written in pieces, and is there whole or not at all. */
export interface PieceFile {
  write(piece: string | Uint8Array): void;
  /** Bytes written so far. */
  readonly bytes: number;
  /** Puts the file in its place, over what was there. */
  finish(): void;
  /** Puts it there unless a file is there already. @returns whether it did; else it may be tried under another name */
  finishAs(name: string): boolean;
  /** Takes back what was written, unless `finish` was called. */
  discard(): void;
}

/** @param file absolute path @throws the file system's error */
export function openPieceFile(file: string): PieceFile {
  const part = partName(file);
  const handle = openSync(part, 'wx');
  let open = true;
  let bytes = 0;
  return {
    write(piece) {
      const data = typeof piece === 'string' ? Buffer.from(piece) : piece;
      for (let at = 0; at < data.length; ) at += writeSync(handle, data, at);
      bytes += data.length;
    },
    get bytes() {
      return bytes;
    },
    finish() {
      closeSync(handle);
      open = false;
      renameSync(part, file);
    },
    finishAs(name) {
      if (open) closeSync(handle);
      open = false;
      try {
        place(part, name);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        rmSync(part, { force: true });
        throw error;
      }
      rmSync(part);
      return true;
    },
    discard() {
      if (!open) return;
      closeSync(handle);
      open = false;
      rmSync(part, { force: true });
    },
  };
}

/** Gives a file a second name at once, where the file system can; a copy may be cut off in its middle. @throws EEXIST */
function place(part: string, name: string): void {
  try {
    linkSync(part, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(part, name, constants.COPYFILE_EXCL);
  }
}
