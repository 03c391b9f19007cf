/** Real numbers as whole multiples of 2^-400: slow, and right to far more bits than a float64 has. */
const fractionBits = 400n;
const one = 1n << fractionBits;

/** The exact value of a float64 between 2^-300 and 2^900. */
export function bigReal(x: number): bigint {
  let e = 0;
  let m = x;
  while (!Number.isInteger(m)) {
    m *= 2;
    e++;
  }
  return (BigInt(m) << fractionBits) >> BigInt(e);
}

const times = (a: bigint, b: bigint) => (a * b) >> fractionBits;
const over = (a: bigint, b: bigint) => (a << fractionBits) / b;

function artanhTwice(s: bigint): bigint {
  const square = times(s, s);
  let sum = 0n;
  for (let power = s, k = 1n; power !== 0n; power = times(power, square), k += 2n) sum += power / k;
  return 2n * sum;
}
const ln2 = artanhTwice(one / 3n);

export function bigLog(x: bigint): bigint {
  let k = 0n;
  let m = x;
  for (; m >= 2n * one; m >>= 1n) k++;
  for (; m < one; m <<= 1n) k--;
  return k * ln2 + artanhTwice(over(m - one, m + one));
}

export function bigExp(x: bigint): bigint {
  const k = x / ln2;
  const r = x - k * ln2;
  let sum = 0n;
  let term = one;
  for (let i = 1n; term !== 0n; i++) {
    sum += term;
    term = times(term, r) / i;
  }
  return k < 0n ? sum >> -k : sum << k;
}

export const bigOne = one;
export const bigTimes = times;

/** |approximate / exact - 1|, for errors down to 2^-60 or so. */
export function relativeError(approximate: number, exact: bigint): number {
  const difference = bigReal(Math.abs(approximate)) - (exact < 0n ? -exact : exact);
  if (Math.sign(approximate) !== (exact < 0n ? -1 : 1)) return Number.POSITIVE_INFINITY;
  return Math.abs(Number((difference << 90n) / exact)) * 2 ** -90;
}
