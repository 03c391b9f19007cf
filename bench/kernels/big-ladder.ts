import { type BlockLadder, blockMagnitudeOrder, packBlockLadder } from '../../kernels/index.ts';
import { blockSparse } from '../lib/random-matrix.ts';

/** Sparsity of each level, as the shipped ladder has them. */
export const levels = [0, 0.5, 0.75, 0.875, 0.94, 0.97, 0.985] as const;
export const side = 1024;
/** Layers whose levels are released. */
export const layerCount = 8;

/** A ladder of those levels over side x side weights. */
export function ladderOf(seed: number): BlockLadder {
  const dense = blockSparse(side, side, 0, [1, 1], seed);
  const blocks = (side / 4) * side;
  return packBlockLadder(
    dense,
    blockMagnitudeOrder(dense),
    levels.map((s) => Math.round(blocks * (1 - s))),
  );
}
