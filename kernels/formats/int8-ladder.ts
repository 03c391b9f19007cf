/** The int8 form of a ladder's segment; as `LadderSegment`, -127 to 127. */
export interface Int8LadderSegment {
  readonly rowPointers: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Int8Array;
}

/** A block ladder in int8, symmetric with one scale a row that all levels share: one stored value per weight. */
export interface Int8Ladder {
  readonly rows: number;
  readonly cols: number;
  readonly levels: number;
  /** [levels]; null below `densest`. */
  readonly segments: readonly (Int8LadderSegment | null)[];
  readonly densest: number;
  /** [rows], positive: weight = scale x value. */
  readonly scales: Float32Array;
}
