import fc from 'fast-check';
import { type BlockLadder, blockRowCount } from '../formats/block-ladder.ts';
import { packBlockLadder } from '../formats/pack-block-ladder.ts';
import { type MatrixCase, matrixCase } from './matrix-case.ts';
import { seededOrder } from './seeded-values.ts';

/** A matrix with a random block order and random level ends, packed. */
export interface LadderCase extends MatrixCase {
  readonly order: Int32Array;
  readonly levelEnds: readonly number[];
  readonly ladder: BlockLadder;
}

/** Ladders of one to six levels over any matrix; levels may be empty or equal, and blocks may be in none. */
export const ladderCase: fc.Arbitrary<LadderCase> = fc
  .record({
    matrix: matrixCase,
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ matrix, shares }) => {
    const blocks = blockRowCount(matrix.weights.rows) * matrix.weights.cols;
    const order = seededOrder(matrix.seed + 3, blocks);
    const levelEnds = [...shares].sort((a, b) => b - a).map((share) => Math.round(share * blocks));
    return { ...matrix, order, levelEnds, ladder: packBlockLadder(matrix.weights, order, levelEnds) };
  });
