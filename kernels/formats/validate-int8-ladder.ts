import { blockHeight, blockRowCount } from './block-ladder.ts';
import { checkInt8, checkScales } from './checks/check-int8.ts';
import { checkLadder } from './checks/check-ladder.ts';
import { checkLength } from './checks/check-length.ts';
import { checkRowPadding } from './checks/check-padding.ts';
import type { Int8Ladder } from './int8-ladder.ts';

/**
 * Checks an int8 ladder from outside: as `validateBlockLadder`, and values of -127 to 127, scales above 0.
 * @throws FormatError
 */
export function validateInt8Ladder(ladder: Int8Ladder, name = 'int8 ladder'): void {
  checkLadder(
    ladder,
    {
      owners: blockRowCount(ladder.rows),
      limit: ladder.cols,
      words: { owner: 'block row', index: 'column', entry: 'block' },
      blocks: (segment) => ({ pointers: segment.rowPointers, indices: segment.columns }),
      checkValues: ({ rowPointers, columns, values }, where) => {
        checkLength(values, columns.length * blockHeight, 'values', where);
        checkInt8(values, blockHeight, where);
        checkRowPadding(rowPointers, values, blockHeight, 1, ladder.rows, where);
      },
    },
    name,
  );
  checkScales(ladder.scales, ladder.rows, name);
}
