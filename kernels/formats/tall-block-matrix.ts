/** Blocks of one height in rows of blocks, columns rising within a block row; `values` is [blocks][height]. */
export interface BlockRows {
  /** [block rows + 1] */
  readonly rowPointers: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/**
 * One level of a ladder packed for a single right-hand side: where two 4x1 blocks lie above each other in one group of
 * eight rows they are one 8x1 block, which halves the loads of inputs; the other blocks stay 4x1. It is a second copy
 * of the weights, held for speed.
 */
export interface TallBlockMatrix {
  readonly rows: number;
  readonly cols: number;
  /** 8x1 blocks; ceil(rows / 8) block rows. */
  readonly tall: BlockRows;
  /** 4x1 blocks that have no neighbour; ceil(rows / 4) block rows. */
  readonly short: BlockRows;
}
