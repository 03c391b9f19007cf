import { randomUUID } from 'node:crypto';

/** Name of a file while it is written: whoever ends the process can tell which are its own (`removeParts`). */
export function partName(file: string): string {
  return `${file}.${process.pid}-${randomUUID()}.part`;
}
