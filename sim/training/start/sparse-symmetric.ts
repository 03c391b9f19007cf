/** Rows of a symmetric matrix of which few entries are not 0; both halves are stored. */
export interface SparseSymmetric {
  readonly size: number;
  /** [size + 1] */
  readonly rowPointers: Uint32Array;
  /** Ascending within a row. */
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}
