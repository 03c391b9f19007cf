import type { ActivationLayout } from './activation-layout.ts';

/**
 * Byte offsets of pixels of all groups from the activation's start, group by group and row by row.
 * @param height @param width pixels to visit @param stepY @param stepX pixels between them @param origin byte offset of
 * the first in its group
 */
export function pixelOffsets(
  layout: ActivationLayout,
  height: number,
  width: number,
  stepY: number,
  stepX: number,
  origin: number,
): Uint32Array {
  const offsets = new Uint32Array(layout.groups * height * width);
  let to = 0;
  for (let g = 0; g < layout.groups; g++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        offsets[to++] = g * layout.group + origin + y * stepY * layout.pitch + x * stepX * layout.element;
      }
    }
  }
  return offsets;
}
