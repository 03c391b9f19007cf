import { checkFinite } from './checks/check-finite.ts';
import { checkLength } from './checks/check-length.ts';
import { checkPattern } from './checks/check-pattern.ts';
import { checkSides } from './checks/check-sides.ts';
import { FormatError } from './format-error.ts';
import type { NmMatrix } from './nm-matrix.ts';

/** Checks an N:M matrix from outside: positions in their group and rising, finite values. @throws FormatError */
export function validateNm(matrix: NmMatrix, name = 'N:M matrix'): void {
  const { rows, cols, kept, group, positions, values } = matrix;
  checkSides(matrix, name);
  checkPattern(cols, kept, group, name);
  const entries = rows * (cols / group) * kept;
  checkLength(positions, entries, 'positions', name);
  checkLength(values, entries, 'values', name);
  for (let e = 0; e < entries; e++) {
    const position = positions[e]!;
    if (position < group && (e % kept === 0 || position > positions[e - 1]!)) continue;
    const where = `${name}: entry ${e % kept} of group ${Math.floor(e / kept)} is at position ${position}`;
    throw position >= group
      ? new FormatError('range', `${where}; the last is ${group - 1}`)
      : new FormatError('order', `${where}, after ${positions[e - 1]}; positions must rise`);
  }
  checkFinite(values, kept, 'group', name);
}
