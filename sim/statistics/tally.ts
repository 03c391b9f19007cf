/**
 * Count, mean, variance, skewness and range of single values, in one pass and constant memory: Welford's update (1962,
 * Technometrics 4(3)) with the third moment by Pebay (2008, SAND2008-6212), merged as Chan, Golub and LeVeque do (1979,
 * Stanford STAN-CS-79-773). The error stays near the last bits also where the mean is large beside the deviation.
 */
export class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #cubes = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** @throws RangeError on a value that is not finite */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`value is ${value}; a finite number is needed`);
    const before = this.#count++;
    const count = this.#count;
    const off = value - this.#mean;
    const step = off / count;
    const square = off * step * before;
    this.#mean += step;
    this.#cubes += square * step * (count - 2) - 3 * step * this.#squares;
    this.#squares += square;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Takes in all values that another one has seen. */
  merge(other: Tally): void {
    if (other.#count === 0) return;
    const [a, b] = [this.#count, other.#count];
    const count = a + b;
    const off = other.#mean - this.#mean;
    const step = off / count;
    this.#cubes +=
      other.#cubes +
      off * step * step * a * b * (a - b) +
      3 * step * (a * other.#squares - b * this.#squares);
    this.#squares += other.#squares + off * step * a * b;
    // From the larger side, so that merging nothing changes nothing.
    this.#mean = a >= b ? this.#mean + step * b : other.#mean - step * a;
    this.#count = count;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  get count(): number {
    return this.#count;
  }

  /** NaN without values. */
  get mean(): number {
    return this.#count > 0 ? this.#mean : Number.NaN;
  }

  /** Unbiased sample variance; NaN under two values. */
  get variance(): number {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : Number.NaN;
  }

  /** Third central moment over the 3/2 power of the second, of the values as they are; NaN if they are all equal. */
  get skewness(): number {
    return this.#squares > 0
      ? (Math.sqrt(this.#count / this.#squares) * this.#cubes) / this.#squares
      : Number.NaN;
  }

  /** NaN without values. */
  get min(): number {
    return this.#count > 0 ? this.#min : Number.NaN;
  }

  /** NaN without values. */
  get max(): number {
    return this.#count > 0 ? this.#max : Number.NaN;
  }
}
