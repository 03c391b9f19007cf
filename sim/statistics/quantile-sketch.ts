import { BucketCounts } from './bucket-counts.ts';

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
bits[0] = 1;
/** Which 32-bit half of a float64 holds the exponent on this machine. */
const high = words[0] === 0 ? 1 : 0;
const smallestNormal = 2.2250738585072014e-308;
const mantissaBitsInHigh = 20;

/**
 * Quantiles of many values to a stated relative error, in memory that depends on their range and not on their number:
 * buckets of equal relative width, as in DDSketch (Masson, Rim and Lee 2019, VLDB 12(12)), with its linear
 * interpolation of the logarithm. The bucket of a value is its exponent and the first bits of its mantissa: no logarithm
 * is taken, and every machine has the same buckets. Each halving of the error, and each octave of the range, adds buckets
 * of 8 bytes: 8 KiB an octave at 0.05%.
 */
export class QuantileSketch {
  /** What quantiles may be off by, as a share of their value: the largest 2^-k up to the one asked for. */
  readonly relativeError: number;
  readonly #mantissaBits: number;
  readonly #shift: number;
  readonly #positive = new BucketCounts();
  /** By absolute value. */
  readonly #negative = new BucketCounts();
  #zeros = 0;

  /**
   * @param relativeError from 2^-14 to 1/2
   * @throws RangeError on another error
   */
  constructor(relativeError: number) {
    if (!(relativeError >= 2 ** -14 && relativeError <= 0.5))
      throw new RangeError(`relativeError is ${relativeError}; a number from 2^-14 to 0.5 is needed`);
    let mantissaBits = 0;
    while (1 / (2 << mantissaBits) > relativeError) mantissaBits++;
    this.relativeError = 1 / (2 << mantissaBits);
    this.#mantissaBits = mantissaBits;
    this.#shift = mantissaBitsInHigh - mantissaBits;
  }

  get count(): number {
    return this.#positive.total + this.#negative.total + this.#zeros;
  }

  /**
   * Counts a value; one under 2.3e-308 in size counts as 0.
   * @throws RangeError on a value that is not finite
   */
  add(value: number): void {
    if (value >= smallestNormal && value < Number.POSITIVE_INFINITY)
      this.#positive.add(this.#bucket(value), 1);
    else this.#addOther(value);
  }

  #addOther(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`value is ${value}; a finite number is needed`);
    if (value <= -smallestNormal) this.#negative.add(this.#bucket(-value), 1);
    else this.#zeros++;
  }

  /**
   * Takes in all values that another one has counted: the result is the same as if all had been counted in one.
   * @throws RangeError if its relative error is another
   */
  merge(other: QuantileSketch): void {
    if (other.#mantissaBits !== this.#mantissaBits)
      throw new RangeError(
        `relativeError of the other is ${other.relativeError}; ${this.relativeError} is needed`,
      );
    this.#positive.merge(other.#positive);
    this.#negative.merge(other.#negative);
    this.#zeros += other.#zeros;
  }

  /**
   * A value within `relativeError` of the least one that a share `q` of all does not exceed; null without values.
   * @throws RangeError on a share outside [0, 1]
   */
  quantile(q: number): number | null {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`q is ${q}; a number from 0 to 1 is needed`);
    const total = this.count;
    if (total === 0) return null;
    const rank = Math.max(1, Math.ceil(q * total));
    const negatives = this.#negative.total;
    if (rank <= negatives) return -this.#middle(this.#negative.bucketOf(negatives - rank + 1));
    if (rank <= negatives + this.#zeros) return 0;
    return this.#middle(this.#positive.bucketOf(rank - negatives - this.#zeros));
  }

  /** Visits the buckets of positive values that hold something, least first: values from `low` up to below `high`. */
  forEachPositive(visit: (low: number, high: number, count: number) => void): void {
    this.#positive.forEach((bucket, count) => {
      visit(this.#edge(bucket), this.#edge(bucket + 1), count);
    });
  }

  #edge(bucket: number): number {
    words[high] = bucket << this.#shift;
    words[1 - high] = 0;
    return bits[0]!;
  }

  #bucket(size: number): number {
    bits[0] = size;
    return words[high]! >>> this.#shift;
  }

  #middle(bucket: number): number {
    words[high] = (bucket >>> this.#mantissaBits) << mantissaBitsInHigh;
    words[1 - high] = 0;
    const width = 1 << this.#mantissaBits;
    return bits[0]! * (1 + ((bucket & (width - 1)) + 0.5) / width);
  }
}
