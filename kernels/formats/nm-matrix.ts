/**
 * N:M sparsity: of every `group` neighbouring columns of a row, at most `kept` are not zero (2:4, 1:4, 4:8). Every row
 * holds the same number of entries, so it needs no row pointers.
 */
export interface NmMatrix {
  readonly rows: number;
  /** A multiple of `group`. */
  readonly cols: number;
  /** N: entries of each group, 1 to `group`. */
  readonly kept: number;
  /** M: columns of a group, 1 to 256. */
  readonly group: number;
  /** [rows][cols / group][kept] column within its group, rising; a place that is not needed holds value 0. */
  readonly positions: Uint8Array;
  /** As `positions`. */
  readonly values: Float32Array;
}
