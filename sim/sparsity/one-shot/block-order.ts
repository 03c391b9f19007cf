/** Blocks of a layer in the order of a ladder, and how many are active at each level. */
export interface BlockOrder {
  readonly order: Int32Array;
  readonly levelEnds: readonly number[];
}

const ascending = (a: number, b: number): number => a - b;

/**
 * The order in which a ladder lists the blocks of a layer: those of the sparsest level first, then what each
 * denser level adds, ids ascending within.
 * @param blocks all block ids, the most worthy first
 * @param counts blocks of each level, densest first, never rising
 */
export function blockOrder(blocks: Int32Array, counts: readonly number[]): BlockOrder {
  const order = blocks.slice(0, counts[0]!);
  for (let k = counts.length - 1, from = 0; k >= 0; from = counts[k]!, k--) {
    order.subarray(from, counts[k]!).sort(ascending);
  }
  return { order, levelEnds: counts };
}

/**
 * The same from an order within each block row, all of which keep the same number of columns at a level.
 * @param sequences per block row all columns, the most worthy first
 * @param sparsities share of columns that each level leaves out, never falling
 */
export function rowwiseOrder(sequences: readonly Int32Array[], sparsities: readonly number[]): BlockOrder {
  const cols = sequences[0]!.length;
  const kept = keptColumns(cols, sparsities);
  const blocks = new Int32Array(sequences.length * cols);
  let to = 0;
  // Rank by rank, so that the first blocks of any level are the same number in every block row.
  for (let rank = 0; rank < cols; rank++) {
    sequences.forEach((sequence, row) => {
      blocks[to++] = row * cols + sequence[rank]!;
    });
  }
  return blockOrder(
    blocks,
    kept.map((count) => count * sequences.length),
  );
}

/** Columns of a block row that are active at each level; at least one. */
export function keptColumns(cols: number, sparsities: readonly number[]): number[] {
  return sparsities.map((sparsity) => Math.max(1, Math.round((1 - sparsity) * cols)));
}

/** Per block row and column: the sparsest level at which the block is active, or -1 where none is. */
export function levelsOfBlocks({ order, levelEnds }: BlockOrder, blocks: number): Int8Array {
  const levels = new Int8Array(blocks).fill(-1);
  levelEnds.forEach((end, level) => {
    for (let i = 0; i < end; i++) levels[order[i]!] = level;
  });
  return levels;
}
