import { blockHeight, blockRowCount } from './block-ladder.ts';
import { checkFinite } from './checks/check-finite.ts';
import { checkLadder } from './checks/check-ladder.ts';
import { checkLength } from './checks/check-length.ts';
import { checkPadding } from './checks/check-padding.ts';
import type { ColumnBlockLadder } from './column-block-ladder.ts';

/** Checks a ladder by column from outside, as `validateBlockLadder` does. @throws FormatError */
export function validateColumnBlockLadder(ladder: ColumnBlockLadder, name = 'column ladder'): void {
  const last = blockRowCount(ladder.rows) - 1;
  const used = ladder.rows - last * blockHeight;
  checkLadder(
    ladder,
    {
      owners: ladder.cols,
      limit: last + 1,
      words: { owner: 'column', index: 'block row', entry: 'block' },
      blocks: (segment) => ({ pointers: segment.columnPointers, indices: segment.blockRows }),
      checkValues: ({ blockRows, values }, where) => {
        checkLength(values, blockRows.length * blockHeight, 'values', where);
        checkFinite(values, blockHeight, 'block', where);
        for (let b = 0; b < blockRows.length; b++) {
          if (blockRows[b] === last) checkPadding(values, b, blockHeight, used, where);
        }
      },
    },
    name,
  );
}
