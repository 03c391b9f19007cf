/**
 * int8 weights in blocks of 4 rows x 2 neighbouring columns, symmetric with one scale a row: weight = scale x value.
 * Two columns make the pair that `i32x4.dot_i16x8_s` multiplies and adds in one instruction.
 */
export interface Int8BlockMatrix {
  readonly rows: number;
  readonly cols: number;
  /** [block rows + 1]: block row r owns blocks rowPointers[r] … rowPointers[r + 1] - 1. */
  readonly rowPointers: Uint32Array;
  /** [blocks] pair p holds columns 2p and 2p + 1; rising within a block row. */
  readonly pairs: Uint32Array;
  /** [blocks][4 rows][2 columns], -127 to 127; places beyond the matrix hold 0. */
  readonly values: Int8Array;
  /** [rows], positive. */
  readonly scales: Float32Array;
}
