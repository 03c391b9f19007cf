import { type BlockLadder, blockRowCount } from './block-ladder.ts';
import type { ColumnBlockLadder } from './column-block-ladder.ts';
import { transposeBlocks } from './transpose-blocks.ts';

/** A valid ladder by column as a ladder by row again, bit for bit what `packColumnBlockLadder` was given. */
export function ladderFromColumns(ladder: ColumnBlockLadder): BlockLadder {
  const { rows, cols, levels, densest } = ladder;
  const segments = ladder.segments.map((segment) => {
    if (!segment) return null;
    const { columnPointers, blockRows, values } = segment;
    const byRow = transposeBlocks(
      [{ pointers: columnPointers, indices: blockRows, values }],
      blockRowCount(rows),
    );
    return { rowPointers: byRow.pointers, columns: byRow.indices, values: byRow.values };
  });
  return { rows, cols, levels, segments, densest };
}
