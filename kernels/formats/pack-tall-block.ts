import { type BlockLadder, blockHeight, blockRowCount, segmentsOfLevel } from './block-ladder.ts';
import type { BlockRows, TallBlockMatrix } from './tall-block-matrix.ts';
import { transposeBlocks } from './transpose-blocks.ts';

/**
 * Packs one level of a valid ladder for a single right-hand side: all its blocks, those that are all 0 too.
 * @throws RangeError when the level is not loaded
 */
export function packTallBlock(ladder: BlockLadder, level: number): TallBlockMatrix {
  const { rows, cols } = ladder;
  const blockRows = blockRowCount(rows);
  const segments = segmentsOfLevel(ladder, level).map(({ rowPointers, columns, values }) => ({
    pointers: rowPointers,
    indices: columns,
    values,
  }));
  const merged = transposeBlocks([transposeBlocks(segments, cols)], blockRows);
  const columnOf = (block: number, end: number) => (block < end ? merged.indices[block]! : Infinity);

  const tallPointers = new Uint32Array(Math.ceil(blockRows / 2) + 1);
  const shortPointers = new Uint32Array(blockRows + 1);
  // Each tall block as its two halves, one after the other.
  const tall: number[] = [];
  const short: number[] = [];
  for (let r = 0; r < blockRows; r += 2) {
    const lowerShort: number[] = [];
    let upper = merged.pointers[r]!;
    const upperEnd = merged.pointers[r + 1]!;
    let lower = upperEnd;
    const lowerEnd = merged.pointers[Math.min(r + 2, blockRows)]!;
    while (upper < upperEnd || lower < lowerEnd) {
      const [above, below] = [columnOf(upper, upperEnd), columnOf(lower, lowerEnd)];
      if (above === below) tall.push(upper++, lower++);
      else if (above < below) short.push(upper++);
      else lowerShort.push(lower++);
    }
    shortPointers[r + 1] = short.length;
    if (r + 1 < blockRows) {
      for (const block of lowerShort) short.push(block);
      shortPointers[r + 2] = short.length;
    }
    tallPointers[r / 2 + 1] = tall.length / 2;
  }
  const pick = (halves: readonly number[], each: number, rowPointers: Uint32Array): BlockRows => ({
    rowPointers,
    columns: Uint32Array.from({ length: halves.length / each }, (_, b) => merged.indices[halves[b * each]!]!),
    values: Float32Array.from(
      { length: halves.length * blockHeight },
      (_, i) => merged.values[halves[Math.floor(i / blockHeight)]! * blockHeight + (i % blockHeight)]!,
    ),
  });
  return { rows, cols, tall: pick(tall, 2, tallPointers), short: pick(short, 1, shortPointers) };
}
