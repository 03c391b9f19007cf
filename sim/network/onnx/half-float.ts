/** Largest finite value of a half. */
const most = 65504;

/** The value of IEEE 754 binary16 bits. */
export function floatOfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** The binary16 bits nearest to a value, ties to even. @throws RangeError beyond 65504 and for what is not finite */
export function halfOfFloat(value: number): number {
  const size = Math.abs(value);
  // 65520 and more would round to infinity.
  if (!(size < most + 16)) throw new RangeError(`${value}; halves hold finite values up to ${most}`);
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  // In steps of the smallest half; a step doubles with each exponent above the first.
  const exponent = Math.max(0, Math.floor(Math.log2(Math.max(size, 2 ** -24))) + 14);
  const step = 2 ** (exponent - 24);
  const whole = Math.floor(size / step);
  const rest = size / step - whole;
  const rounded = whole + (rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? 1 : 0);
  // A mantissa of 1024 or more carries its leading one into the exponent.
  return sign | (exponent * 1024 + rounded);
}
