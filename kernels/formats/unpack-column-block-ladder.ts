import type { ColumnBlockLadder } from './column-block-ladder.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import { ladderFromColumns } from './ladder-from-columns.ts';
import { unpackBlockLadder } from './unpack-block-ladder.ts';

/** The dense matrix of a level of a valid ladder. @throws RangeError when the level is not loaded */
export function unpackColumnBlockLadder(ladder: ColumnBlockLadder, level: number): DenseMatrix {
  return unpackBlockLadder(ladderFromColumns(ladder), level);
}
