/** Unit roundoff of float32. */
const unit = 2 ** -24;
/** Smallest float32 step: products below it vanish. */
const smallestStep = 2 ** -149;

/**
 * Compares results by condition-scaled tolerance: a float32 sum of `terms` products is allowed to be off by
 * 2 (terms + 2) unit roundoffs of the sum of magnitudes, whatever the order of summation.
 * @param condition per value, the sum of |w| |x|
 * @param terms null: the values must be equal
 * @param n columns of the result, for the message
 * @throws Error naming the first value that is off
 */
export function expectClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  condition: ArrayLike<number>,
  terms: number | null,
  what: string,
  n?: number,
): void {
  if (found.length !== expected.length) {
    throw new Error(`${what}: ${found.length} values, expected ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    const tolerance = terms === null ? 0 : 2 * (terms + 2) * (unit * condition[i]! + smallestStep);
    if (!(Math.abs(found[i]! - expected[i]!) <= tolerance)) {
      const place = n ? ` (row ${Math.floor(i / n)}, column ${i % n})` : '';
      const allowed = terms === null ? ' exactly' : ` within ${Number(tolerance.toPrecision(3))}`;
      throw new Error(`${what}: value ${i}${place} is ${found[i]}, expected ${expected[i]}${allowed}`);
    }
  }
}
