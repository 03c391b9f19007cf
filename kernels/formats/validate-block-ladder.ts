import { type BlockLadder, blockHeight, blockRowCount } from './block-ladder.ts';
import { checkFinite } from './checks/check-finite.ts';
import { checkLadder } from './checks/check-ladder.ts';
import { checkLength } from './checks/check-length.ts';
import { checkRowPadding } from './checks/check-padding.ts';

/**
 * Checks a ladder from outside before a kernel indexes memory with it: shapes, sorted columns in range, no block in
 * two levels, finite values, zeros in the rows beyond the matrix.
 * @throws FormatError
 */
export function validateBlockLadder(ladder: BlockLadder, name = 'ladder'): void {
  checkLadder(
    ladder,
    {
      owners: blockRowCount(ladder.rows),
      limit: ladder.cols,
      words: { owner: 'block row', index: 'column', entry: 'block' },
      blocks: (segment) => ({ pointers: segment.rowPointers, indices: segment.columns }),
      checkValues: ({ rowPointers, columns, values }, where) => {
        checkLength(values, columns.length * blockHeight, 'values', where);
        checkFinite(values, blockHeight, 'block', where);
        checkRowPadding(rowPointers, values, blockHeight, 1, ladder.rows, where);
      },
    },
    name,
  );
}
