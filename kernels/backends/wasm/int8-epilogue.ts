import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * What an int8 layer does to its sums, row by row, per level: y = nearest(f32(sum + bias) * multiplier), limited to
 * `low` … `high`. y is the 8-bit output less its zero point.
 */
export interface Int8Epilogue {
  /** [levels][rows] from the first level that is loaded, magnitudes up to 2^30; one level without a ladder. */
  readonly bias: Int32Array;
  /** As `bias`: input scale x weight scale (x batch norm's scale) / output scale. */
  readonly multiplier: Float32Array;
  /** Whole numbers, -255 to 255; 0 as `low` is a ReLU. */
  readonly low: number;
  readonly high: number;
}

/** Largest magnitude of a bias: with a sum of up to 2^30 it stays in 32 bits. */
export const mostInt8Bias = 2 ** 30;

/** With more columns a sum of products of 8-bit values might pass 2^30, and with a bias of that size 32 bits. */
const mostColumns = 32768;

/** @throws RangeError for a matrix whose sums might pass 32 bits */
export function checkInt8Columns(columns: number): void {
  if (columns > mostColumns) {
    throw new RangeError(
      `${columns} columns; sums of int8 products fit 32 bits up to ${mostColumns} columns`,
    );
  }
}

/** Writes bias and multiplier, each level padded to whole blocks. @returns addresses @throws RangeError */
export function writeInt8Epilogue(
  arena: WasmArena,
  { bias, multiplier, low, high }: Int8Epilogue,
  rows: number,
  levels: number,
): { readonly bias: number; readonly multiplier: number; readonly levelBytes: number } {
  const wanted = rows * levels;
  if (bias.length !== wanted || multiplier.length !== wanted) {
    throw new RangeError(
      `${bias.length} biases and ${multiplier.length} multipliers; ${wanted} of each are needed (${levels} levels x ${rows} rows)`,
    );
  }
  if (!multiplier.every(Number.isFinite) || bias.some((b) => Math.abs(b) > mostInt8Bias)) {
    throw new RangeError(
      'a multiplier is not finite or a bias passes 2^30; scale the layer so that 32 bits hold its sums',
    );
  }
  if (!Number.isInteger(low) || !Number.isInteger(high) || low < -255 || high > 255 || low > high) {
    throw new RangeError(`limits ${low} to ${high}; whole numbers from -255 to 255 are needed, in order`);
  }
  const padded = blockRowCount(rows) * blockHeight;
  const biases = new Int32Array(levels * padded);
  const multipliers = new Float32Array(levels * padded);
  for (let k = 0; k < levels; k++) {
    biases.set(bias.subarray(k * rows, (k + 1) * rows), k * padded);
    multipliers.set(multiplier.subarray(k * rows, (k + 1) * rows), k * padded);
  }
  return {
    bias: arena.putIntegers(biases),
    multiplier: arena.putFloats(multipliers),
    levelBytes: padded * 4,
  };
}
