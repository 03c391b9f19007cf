import type { ChipDesign } from './chip-design.ts';

/** Barrier after each step with so many tiles in use, s; 0 without a barrier. */
export function barrierTime({ barrier }: ChipDesign, usedTiles: number): number {
  return barrier.findLast(({ fromTiles }) => fromTiles <= usedTiles)?.timeS ?? barrier[0]?.timeS ?? 0;
}
