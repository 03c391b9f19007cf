import { type BlockLadder, blockRowCount, segmentsOfLevel } from '../formats/block-ladder.ts';

/** The loaded segments of a ladder one after another, sparsest first, so that a level is how many of them are read. */
export interface JoinedSegments {
  readonly segments: number;
  /** Pointers of one segment: block rows + 1. */
  readonly stride: number;
  /** [segments][stride] positions in the joined blocks */
  readonly pointers: Uint32Array;
  /** [blocks] */
  readonly columns: Uint32Array;
  /** [blocks][4] */
  readonly values: Float32Array;
}

/** Copies the segments together. */
export function joinSegments(ladder: BlockLadder): JoinedSegments {
  const parts = segmentsOfLevel(ladder, ladder.densest);
  const blocks = parts.reduce((sum, part) => sum + part.columns.length, 0);
  const stride = blockRowCount(ladder.rows) + 1;
  const joined = {
    segments: parts.length,
    stride,
    pointers: new Uint32Array(parts.length * stride),
    columns: new Uint32Array(blocks),
    values: new Float32Array(blocks * 4),
  };
  let at = 0;
  parts.forEach(({ rowPointers, columns, values }, s) => {
    for (let r = 0; r < stride; r++) joined.pointers[s * stride + r] = at + rowPointers[r]!;
    joined.columns.set(columns, at);
    joined.values.set(values, at * 4);
    at += columns.length;
  });
  return joined;
}
