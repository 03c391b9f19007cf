const smallestNormal = 2 ** -126;
/** Float32 values below `smallestNormal` are whole multiples of it. */
const smallestStep = 2 ** -149;
const float32Max = (2 - 2 ** -23) * 2 ** 127;

/**
 * The scale of a row of symmetric int8 weights: its largest magnitude / 127 in float32, 1 for a row of zeros. Where
 * that has too few bits left (below 2^-126) it is rounded up, so that no quotient passes 127.
 * @param largest largest magnitude of the row, a float32
 */
export function int8Scale(largest: number): number {
  if (largest === 0) return 1;
  const exact = largest / 127;
  if (exact < smallestNormal) return Math.ceil(exact / smallestStep) * smallestStep;
  // Only the largest float32 itself would come back as infinity: one step down.
  if (largest === float32Max) return Math.fround(exact) - 2 ** 98;
  return Math.fround(exact);
}

/**
 * weight / scale as a whole number of -127 to 127; halves go to the even neighbour. The quotient of two float32 values
 * lies on a half in float64 only where it does exactly.
 */
export function quantiseInt8(weight: number, scale: number): number {
  const quotient = weight / scale;
  const below = Math.floor(quotient);
  const over = quotient - below;
  return over > 0.5 || (over === 0.5 && below % 2 !== 0) ? below + 1 : below;
}
