/**
 * Compressed sparse rows: row r owns entries rowPointers[r] … rowPointers[r + 1] - 1, its columns rising. Kernels
 * multiply the columns by their panel stride once, when the matrix is loaded, never at each use.
 */
export interface CsrMatrix {
  readonly rows: number;
  readonly cols: number;
  /** [rows + 1] */
  readonly rowPointers: Uint32Array;
  /** [entries] */
  readonly columns: Uint32Array;
  /** [entries] */
  readonly values: Float32Array;
}
