import {
  type BlockLadder,
  blockMagnitudeOrder,
  type Int8Ladder,
  packBlockLadder,
  packInt8Ladder,
} from '../../../kernels/index.ts';
import type { LadderLayer } from '../../../sim/network/ladder.ts';
import type { Dice } from './dice.ts';

/** A ladder layer as a network has it, and as the kernels pack it. */
export interface DrawnLadderLayer {
  /** [rows][cols] */
  readonly weights: Float32Array;
  readonly layer: LadderLayer;
  readonly packed: BlockLadder;
  readonly int8: Int8Ladder;
}

/** A nested family over random weights: by magnitude or in any order, levels that may be equal, and one that may be empty. */
export function drawLadderLayer(
  dice: Dice,
  node: string,
  values: Float32Array,
  rows: number,
  levels: number,
): DrawnLadderLayer {
  const cols = values.length / rows;
  const dense = { rows, cols, values };
  const blocks = Math.ceil(rows / 4) * cols;
  const order = dice.chance(0.5)
    ? blockMagnitudeOrder(dense)
    : Int32Array.from(dice.shuffled(Array.from({ length: blocks }, (_, id) => id)));
  const levelEnds = [blocks];
  for (let level = 1; level < levels; level++) {
    const least = dice.chance(0.02) ? 0 : 1;
    levelEnds.push(Math.max(least, Math.floor(levelEnds[level - 1]! * dice.between(0.2, 1.05))));
    if (levelEnds[level]! > levelEnds[level - 1]!) levelEnds[level] = levelEnds[level - 1]!;
  }
  const epilogue = (low: number, high: number) =>
    Float32Array.from({ length: levels * rows }, () => dice.between(low, high));
  const packed = packBlockLadder(dense, order, levelEnds, 0, node);
  return {
    weights: values,
    layer: { node, rows, cols, order, levelEnds, scale: epilogue(0.5, 1.5), bias: epilogue(-0.2, 0.2) },
    packed,
    int8: packInt8Ladder(packed),
  };
}
