/** Where a convolution's outputs lie. A fully connected layer is a convolution whose kernel covers its whole input. */
export interface Geometry {
  readonly inChannels: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  readonly padTop: number;
  readonly padLeft: number;
}

/**
 * The kernel taps through which an input pixel reaches outputs: for pixel p the entries start[p] … start[p+1]-1, each
 * a tap (ky * kernelWidth + kx) and the output pixel it leads to.
 */
export interface Taps {
  readonly start: Uint32Array;
  readonly tap: Uint16Array;
  readonly outPixel: Uint32Array;
}

/** Taps of every input pixel, in the order of the taps. */
export function tapsOf(g: Geometry): Taps {
  const start = new Uint32Array(g.inHeight * g.inWidth + 1);
  const tap: number[] = [];
  const outPixel: number[] = [];
  for (let y = 0; y < g.inHeight; y++) {
    for (let x = 0; x < g.inWidth; x++) {
      for (let ky = 0; ky < g.kernelHeight; ky++) {
        const oy = (y + g.padTop - ky) / g.strideY;
        if (!Number.isInteger(oy) || oy < 0 || oy >= g.outHeight) continue;
        for (let kx = 0; kx < g.kernelWidth; kx++) {
          const ox = (x + g.padLeft - kx) / g.strideX;
          if (!Number.isInteger(ox) || ox < 0 || ox >= g.outWidth) continue;
          tap.push(ky * g.kernelWidth + kx);
          outPixel.push(oy * g.outWidth + ox);
        }
      }
      start[y * g.inWidth + x + 1] = tap.length;
    }
  }
  return { start, tap: Uint16Array.from(tap), outPixel: Uint32Array.from(outPixel) };
}
