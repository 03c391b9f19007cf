/**
 * How a tensor of 8-bit activations reads: value = scale x (q - zeroPoint), q = 0 to 255. Kernels hold q - zeroPoint, so
 * that 0 is 0 whatever the range, and padding costs no correction.
 */
export interface Int8Range {
  /** A float32. */
  readonly scale: number;
  /** 0 to 255; 0 behind a ReLU. */
  readonly zeroPoint: number;
}

/** Limits of q - zeroPoint. @param relu values below 0 are cut off as well */
export function int8Limits(
  { zeroPoint }: Int8Range,
  relu = false,
): { readonly low: number; readonly high: number } {
  return { low: relu ? 0 : 0 - zeroPoint, high: 255 - zeroPoint };
}

/**
 * The range that covers `least` to `most` and 0, in 255 steps, 0 being a value of its own (the affine scheme of Jacob
 * and others, CVPR 2018). A range that is as good as none (2^-24) reads as 0 to 1.
 */
export function int8RangeOf(least: number, most: number): Int8Range {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  const scale = Math.fround(high - low > 2 ** -24 ? (high - low) / 255 : 1 / 255);
  return { scale, zeroPoint: Math.min(255, Math.round((0 - low) / scale)) };
}
