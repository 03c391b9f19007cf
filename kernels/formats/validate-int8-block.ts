import { blockHeight, blockRowCount } from './block-ladder.ts';
import { checkCompressed } from './checks/check-compressed.ts';
import { checkInt8, checkScales } from './checks/check-int8.ts';
import { checkLength } from './checks/check-length.ts';
import { checkRowPadding } from './checks/check-padding.ts';
import { checkSides } from './checks/check-sides.ts';
import { FormatError } from './format-error.ts';
import type { Int8BlockMatrix } from './int8-block-matrix.ts';

/**
 * Checks a matrix from outside: sorted pairs in range, -127 to 127, zeros beyond the matrix, scales above 0.
 * @throws FormatError
 */
export function validateInt8Block(matrix: Int8BlockMatrix, name = 'int8 block matrix'): void {
  const { rows, cols, rowPointers, pairs, values, scales } = matrix;
  const size = blockHeight * 2;
  checkSides(matrix, name);
  checkCompressed(
    { pointers: rowPointers, indices: pairs },
    blockRowCount(rows),
    Math.ceil(cols / 2),
    { owner: 'block row', index: 'column pair', entry: 'block' },
    name,
  );
  checkLength(values, pairs.length * size, 'values', name);
  checkInt8(values, size, name);
  checkRowPadding(rowPointers, values, blockHeight, 2, rows, name);
  for (let b = 0; b < pairs.length; b++) {
    if (pairs[b]! * 2 + 1 < cols) continue;
    for (let i = b * size + 1; i < (b + 1) * size; i += 2) {
      if (values[i] !== 0) {
        throw new FormatError(
          'padding',
          `${name}: block ${b} holds ${values[i]} beyond the last column; 0 is needed there`,
        );
      }
    }
  }
  checkScales(scales, rows, name);
}
