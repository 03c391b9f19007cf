import type { OperatorWork } from '../../network/operator-work.ts';

/** Output channels and pixels of one thread block, and the thinnest slice of the depth: the usual large tile; evidence of
 * the rows is 5 better than with 64 pixels, and 7 better than without waves. */
const tileRows = 128;
const tilePixels = 128;
const sliceDepth = 64;
/** Largest number of thread blocks that share one tile of outputs. */
const mostSplit = 4;

/**
 * Multiply-accumulates that a chip could have done while it ran a layer at batch 1: whole waves of thread blocks, the depth
 * split where multiprocessors would stand idle, tiles filled up. Never below those of the layer.
 */
export function waveMacs(layer: OperatorWork, multiprocessors: number): number {
  if (layer.grossMacs === 0) return 0;
  // Half tiles where whole ones would be mostly empty: kernels come in several sizes.
  const rows = Math.min(tileRows, 32 * Math.ceil(layer.rows / 32));
  const pixels = Math.min(tilePixels, 8 * Math.ceil(layer.pixels / 8));
  const tiles = Math.ceil(layer.rows / rows) * Math.ceil(layer.pixels / pixels);
  const split = Math.max(
    1,
    Math.min(mostSplit, Math.floor(multiprocessors / tiles), Math.ceil(layer.depth / sliceDepth)),
  );
  const waves = Math.ceil((tiles * split) / multiprocessors);
  const depth = Math.ceil(layer.depth / split);
  return Math.max(layer.grossMacs, waves * multiprocessors * rows * pixels * depth);
}
