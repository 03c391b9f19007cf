import type { Geometry } from '../geometry.ts';

/** Blocks along a side of the input: on digits of 28 x 28 pixels, 4 x 4 pixels each. */
const perSide = 7;

/** The input neurons of a first layer by block of pixels, [pixel][channel], row by row. */
export function blocksOf({
  inHeight,
  inWidth,
  inChannels,
}: Pick<Geometry, 'inHeight' | 'inWidth' | 'inChannels'>): readonly (readonly number[])[] {
  const height = Math.ceil(inHeight / perSide);
  const width = Math.ceil(inWidth / perSide);
  const across = Math.ceil(inWidth / width);
  const blocks: number[][] = Array.from({ length: across * Math.ceil(inHeight / height) }, () => []);
  for (let y = 0; y < inHeight; y++)
    for (let x = 0; x < inWidth; x++) {
      const block = blocks[Math.floor(y / height) * across + Math.floor(x / width)]!;
      for (let c = 0; c < inChannels; c++) block.push((y * inWidth + x) * inChannels + c);
    }
  return blocks;
}
