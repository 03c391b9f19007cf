import type { BlockLadder } from './block-ladder.ts';
import type { ColumnBlockLadder } from './column-block-ladder.ts';
import { transposeBlocks } from './transpose-blocks.ts';

/** A valid ladder by input column: the same segments, blocks and levels. `ladderFromColumns` undoes it. */
export function packColumnBlockLadder(ladder: BlockLadder): ColumnBlockLadder {
  const { rows, cols, levels, densest } = ladder;
  const segments = ladder.segments.map((segment) => {
    if (!segment) return null;
    const { rowPointers, columns, values } = segment;
    const byColumn = transposeBlocks([{ pointers: rowPointers, indices: columns, values }], cols);
    return { columnPointers: byColumn.pointers, blockRows: byColumn.indices, values: byColumn.values };
  });
  return { rows, cols, levels, segments, densest };
}
