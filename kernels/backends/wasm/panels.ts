import type { ActivationLayout } from './activation-layout.ts';

/**
 * Copies a row-major matrix [features][n] into panels of eight columns [ceil(n / 8)][features][8]; lanes beyond n
 * read 0. @param layout of eight lanes, one pixel, ceil(n / 8) groups @param memory view of the whole memory
 */
export function writePanels(
  memory: Float32Array,
  at: number,
  layout: ActivationLayout,
  values: Float32Array,
  n: number,
): void {
  const features = layout.channels;
  for (let g = 0; g < layout.groups; g++) {
    const count = Math.min(8, n - g * 8);
    let to = (at + g * layout.group) / 4;
    for (let c = 0; c < features; c++) {
      const from = c * n + g * 8;
      for (let j = 0; j < count; j++) memory[to + j] = values[from + j]!;
      for (let j = count; j < 8; j++) memory[to + j] = 0;
      to += 8;
    }
  }
}

/** The reverse of `writePanels`. @returns [features][n] */
export function readPanels(
  memory: Float32Array,
  at: number,
  layout: ActivationLayout,
  n: number,
): Float32Array {
  const features = layout.channels;
  const out = new Float32Array(features * n);
  for (let g = 0; g < layout.groups; g++) {
    const count = Math.min(8, n - g * 8);
    let from = (at + g * layout.group) / 4;
    for (let r = 0; r < features; r++) {
      for (let j = 0; j < count; j++) out[r * n + g * 8 + j] = memory[from + j]!;
      from += 8;
    }
  }
  return out;
}
