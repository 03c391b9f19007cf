import { CompensatedSums } from './compensated-sum.ts';

const integral = 0;
const squares = 1;

/**
 * Time-weighted statistics of a signal that is constant between its changes: a queue's length, a power, a number of
 * busy units. Work is done at changes only, on whole ns, with compensated sums, so that a long run does not lose the
 * short states.
 *
 * A value counts only if it is held for some time: what several events at one instant pass through does not, so
 * nothing here depends on the order of simultaneous events.
 */
export class TimeWeighted {
  readonly #sums = new CompensatedSums(2);
  #value: number;
  #atNs: number;
  #durationNs = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** @param timeNs start of observation, whole ns @param value of the signal from then on, finite */
  constructor(timeNs: number, value: number) {
    checkTime(timeNs, Number.NEGATIVE_INFINITY);
    this.#atNs = timeNs;
    this.#value = checkValue(value);
  }

  /**
   * The signal has a new value from this instant on.
   * @throws RangeError on a time that is not whole or lies before the last one, and on a value that is not finite
   */
  set(timeNs: number, value: number): void {
    this.observe(timeNs);
    this.#value = checkValue(value);
  }

  /** Takes the present value into account up to this instant; to be called before the statistics are read. */
  observe(timeNs: number): void {
    checkTime(timeNs, this.#atNs);
    const heldNs = timeNs - this.#atNs;
    if (heldNs === 0) return;
    const value = this.#value;
    const totalNs = this.#durationNs + heldNs;
    if (this.#durationNs > 0) {
      const off = value - this.#sums.value(integral) / this.#durationNs;
      this.#sums.add(squares, off * off * heldNs * (this.#durationNs / totalNs));
    }
    this.#sums.add(integral, value * heldNs);
    this.#durationNs = totalNs;
    this.#atNs = timeNs;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Forgets the past: the end of a warm-up. The signal keeps its value. */
  restart(timeNs: number): void {
    checkTime(timeNs, this.#atNs);
    this.#sums.clear();
    this.#atNs = timeNs;
    this.#durationNs = 0;
    this.#min = Number.POSITIVE_INFINITY;
    this.#max = Number.NEGATIVE_INFINITY;
  }

  /**
   * Takes in what another one observed, as if it had been seen before; for replications and for parts of one run.
   * Variances combine as Chan, Golub and LeVeque do (1979, Stanford STAN-CS-79-773), with times as weights.
   */
  merge(other: TimeWeighted): void {
    if (other.#durationNs === 0) return;
    const totalNs = this.#durationNs + other.#durationNs;
    if (this.#durationNs > 0) {
      const off = other.mean - this.mean;
      this.#sums.add(squares, off * off * other.#durationNs * (this.#durationNs / totalNs));
    }
    this.#sums.add(squares, other.#sums.value(squares));
    this.#sums.add(integral, other.#sums.value(integral));
    this.#durationNs = totalNs;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /** Time observed, ns. */
  get durationNs(): number {
    return this.#durationNs;
  }

  /** The present value of the signal. */
  get value(): number {
    return this.#value;
  }

  /** Integral of the signal over the observed time, in its unit times ns. */
  get integral(): number {
    return this.#sums.value(integral);
  }

  /** NaN before any time has been observed; so are the others. */
  get mean(): number {
    return this.#sums.value(integral) / this.#durationNs;
  }

  /** Mean square deviation from the mean over the observed time. */
  get variance(): number {
    return this.#sums.value(squares) / this.#durationNs;
  }

  get min(): number {
    return this.#durationNs > 0 ? this.#min : Number.NaN;
  }

  get max(): number {
    return this.#durationNs > 0 ? this.#max : Number.NaN;
  }
}

function checkTime(timeNs: number, sinceNs: number): void {
  if (!Number.isSafeInteger(timeNs)) throw new RangeError(`timeNs is ${timeNs}; whole ns are needed`);
  if (timeNs < sinceNs) throw new RangeError(`timeNs is ${timeNs}; ${sinceNs} or later is needed`);
}

function checkValue(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`value is ${value}; a finite number is needed`);
  return value;
}
