import { type BlockLadder, blockHeight } from './block-ladder.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import type { Int8Ladder, Int8LadderSegment } from './int8-ladder.ts';
import type { Int8Rows } from './int8-rows.ts';
import { unpackBlockLadder } from './unpack-block-ladder.ts';

/** The dense matrix of a level of a valid int8 ladder: scale x value in float32. @throws RangeError when not loaded */
export function unpackInt8Ladder(ladder: Int8Ladder, level: number): DenseMatrix {
  return unpackBlockLadder(dequantiseLadder(ladder), level);
}

/** The float32 ladder of a valid int8 ladder: the same blocks, scale x value. */
export function dequantiseLadder(ladder: Int8Ladder): BlockLadder {
  return mapValues(ladder, (value, row) => ladder.scales[row]! * value);
}

/** The stored values of a level in dense rows. @throws RangeError when the level is not loaded */
export function rowsOfInt8Ladder(ladder: Int8Ladder, level: number): Int8Rows {
  const { rows, cols, values } = unpackBlockLadder(
    mapValues(ladder, (value) => value),
    level,
  );
  return { rows, cols, values: Int8Array.from(values), scales: ladder.scales };
}

function mapValues(ladder: Int8Ladder, weight: (value: number, row: number) => number): BlockLadder {
  const { rows, cols, levels, densest } = ladder;
  const mapSegment = ({ rowPointers, columns, values }: Int8LadderSegment) => {
    const out = new Float32Array(values.length);
    for (let r = 0; r + 1 < rowPointers.length; r++) {
      for (let i = rowPointers[r]! * blockHeight; i < rowPointers[r + 1]! * blockHeight; i++) {
        const row = r * blockHeight + (i % blockHeight);
        if (row < rows) out[i] = weight(values[i]!, row);
      }
    }
    return { rowPointers, columns, values: out };
  };
  return { rows, cols, levels, segments: ladder.segments.map((s) => s && mapSegment(s)), densest };
}
