import { FormatError } from '../format-error.ts';

/** Checks N, M and that M divides the columns. @throws FormatError */
export function checkPattern(cols: number, kept: number, group: number, name: string): void {
  if (!Number.isInteger(group) || group < 1 || group > 256) {
    throw new FormatError('shape', `${name}: groups of ${group} columns; allowed are 1 to 256`);
  }
  if (!Number.isInteger(kept) || kept < 1 || kept > group) {
    throw new FormatError('shape', `${name}: ${kept} kept of ${group}; allowed are 1 to ${group}`);
  }
  if (cols % group !== 0) {
    throw new FormatError(
      'shape',
      `${name}: ${cols} columns; a multiple of ${group} is needed for ${kept}:${group}: pad the columns or choose another group`,
    );
  }
}
