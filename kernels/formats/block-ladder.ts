/** Rows of a block; a block is this many rows of one column. */
export const blockHeight = 4;

/**
 * What one level adds to the next sparser one: 4x1 blocks, row by row, columns ascending within a block row.
 * `values` is [blocks][4]; rows beyond the matrix hold 0.
 */
export interface LadderSegment {
  /** [blockRows + 1]: block row r owns blocks rowPointers[r] … rowPointers[r + 1] - 1. */
  readonly rowPointers: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/**
 * A matrix under a strictly nested family of 4x1 block masks, one value per weight at all levels.
 *
 * Stored in level-major segments: level k is the union of segments levels-1 … k, so changing level changes only where
 * reading stops, and the segments of levels that are never chosen need not be loaded (`null`, a prefix of the array).
 */
export interface BlockLadder {
  readonly rows: number;
  readonly cols: number;
  /** Level 0 is the densest. */
  readonly levels: number;
  /** [levels]; null below `densest`. */
  readonly segments: readonly (LadderSegment | null)[];
  /** The densest level that is loaded. */
  readonly densest: number;
}

/** Block rows of a matrix of that many rows. */
export function blockRowCount(rows: number): number {
  return Math.ceil(rows / blockHeight);
}

/** The segments of a level in the order in which kernels add them: sparsest first. @throws RangeError if not loaded */
export function segmentsOfLevel(ladder: BlockLadder, level: number): LadderSegment[] {
  if (!Number.isInteger(level) || level < ladder.densest || level >= ladder.levels) {
    throw new RangeError(
      `level ${level} is not loaded; this ladder holds levels ${ladder.densest} to ${ladder.levels - 1}`,
    );
  }
  const out: LadderSegment[] = [];
  for (let k = ladder.levels - 1; k >= level; k--) out.push(ladder.segments[k]!);
  return out;
}

/** Blocks active at a level. */
export function activeBlocks(ladder: BlockLadder, level: number): number {
  return segmentsOfLevel(ladder, level).reduce((sum, segment) => sum + segment.columns.length, 0);
}

/** Per column, the rows of the matrix that lie in active blocks: multiply-accumulates per value of that column. */
export function activeRowsPerColumn(ladder: BlockLadder, level: number): Uint32Array {
  const rows = new Uint32Array(ladder.cols);
  for (const { rowPointers, columns } of segmentsOfLevel(ladder, level)) {
    for (let r = 0; r + 1 < rowPointers.length; r++) {
      const height = Math.min(blockHeight, ladder.rows - r * blockHeight);
      for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) rows[columns[b]!]! += height;
    }
  }
  return rows;
}
