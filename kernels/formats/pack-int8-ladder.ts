import { type BlockLadder, blockHeight, type LadderSegment } from './block-ladder.ts';
import type { Int8Ladder } from './int8-ladder.ts';
import type { Int8Rows } from './int8-rows.ts';
import { int8Scale, quantiseInt8 } from './int8-scale.ts';
import { packSingleLevel } from './pack-single-level.ts';

/**
 * Quantises a valid ladder: one scale a row for all levels; halves to even. Blocks stay even where they become all 0.
 * Lossy: a weight is off by at most half its row's scale. The result shares row pointers and columns with the ladder.
 * @param scales [rows] those of level 0 (`quantiseRows`) where it is not loaded, so that every level holds the same value
 * of a weight; left out: largest magnitude of the row at the densest loaded level / 127
 */
export function packInt8Ladder(ladder: BlockLadder, scales = rowScales(ladder)): Int8Ladder {
  const { rows, cols, levels, densest } = ladder;
  const segments = ladder.segments.map((segment) => {
    if (!segment) return null;
    const values = new Int8Array(segment.values.length);
    eachWeight(segment, rows, (row, weight, place) => {
      values[place] = quantiseInt8(weight, scales[row]!);
    });
    return { rowPointers: segment.rowPointers, columns: segment.columns, values };
  });
  return { rows, cols, levels, segments, densest, scales };
}

function rowScales({ rows, segments }: BlockLadder): Float32Array {
  const largest = new Float64Array(rows);
  for (const segment of segments) {
    if (!segment) continue;
    eachWeight(segment, rows, (row, weight) => {
      largest[row] = Math.max(largest[row]!, Math.abs(weight));
    });
  }
  return Float32Array.from(largest, int8Scale);
}

/** A ladder of one level of a matrix that is quantised already, without loss: the 4x1 blocks that are not all 0. */
export function int8LadderFromRows({ rows, cols, values, scales }: Int8Rows): Int8Ladder {
  const { levels, densest, segments } = packSingleLevel({ rows, cols, values: Float32Array.from(values) });
  const stored = segments.map((s) => s && { ...s, values: Int8Array.from(s.values) });
  return { rows, cols, levels, segments: stored, densest, scales };
}

function eachWeight(
  { rowPointers, values }: LadderSegment,
  rows: number,
  use: (row: number, weight: number, place: number) => void,
): void {
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    for (let i = rowPointers[r]! * blockHeight; i < rowPointers[r + 1]! * blockHeight; i++) {
      const row = r * blockHeight + (i % blockHeight);
      if (row < rows) use(row, values[i]!, i);
    }
  }
}
