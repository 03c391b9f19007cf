/** The blocks of one ladder segment by column: column c owns blocks columnPointers[c] … columnPointers[c + 1] - 1. */
export interface ColumnSegment {
  /** [cols + 1] */
  readonly columnPointers: Uint32Array;
  /** [blocks] block row of each block, rising within a column. */
  readonly blockRows: Uint32Array;
  /** [blocks][4]; rows beyond the matrix hold 0. */
  readonly values: Float32Array;
}

/**
 * A block ladder by input column, for one right-hand side: a column whose input is gated is never read, so activation
 * sparsity becomes time. Levels and segments as in `BlockLadder`.
 */
export interface ColumnBlockLadder {
  readonly rows: number;
  readonly cols: number;
  readonly levels: number;
  /** [levels]; null below `densest`. */
  readonly segments: readonly (ColumnSegment | null)[];
  readonly densest: number;
}
