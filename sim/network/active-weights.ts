import type { LadderLayer } from './ladder.ts';

const blockRows = 4;

/** Weights in the active blocks of a layer at a level; the last block row may hold fewer than four rows. */
export function activeWeights(layer: LadderLayer, level: number): number {
  const lastBlockRow = Math.ceil(layer.rows / blockRows) - 1;
  const rowsInLast = layer.rows - lastBlockRow * blockRows;
  const count = layer.levelEnds[level]!;
  if (rowsInLast === blockRows) return count * blockRows;
  let active = 0;
  for (let i = 0; i < count; i++) {
    active += Math.floor(layer.order[i]! / layer.cols) === lastBlockRow ? rowsInLast : blockRows;
  }
  return active;
}
