import { exp, expm1, log, log1p } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { parameterError, requirePositive } from './parameter-error.ts';

/**
 * Ranks 1 … count with probability proportional to rank^-exponent: which item of a popularity list is asked for.
 * Rejection-inversion (Hormann and Derflinger 1996, ACM TOMACS 6(3)), in the same time and memory for any count. A draw
 * takes one index: attempts, under 1.2 on average, take lanes 0, 1, 2 … of it.
 */
export class Zipf {
  readonly #count: number;
  readonly #exponent: number;
  readonly #first: number;
  readonly #last: number;
  readonly #sure: number;

  /**
   * @param count whole number from 1 @param exponent positive
   * @throws RangeError on another count or exponent
   */
  constructor(count: number, exponent: number) {
    if (!(Number.isSafeInteger(count) && count >= 1))
      parameterError('count', count, 'a whole number from 1 is needed');
    requirePositive('exponent', exponent);
    this.#count = count;
    this.#exponent = exponent;
    this.#first = this.#integral(1.5) - 1;
    this.#last = this.#integral(count + 0.5);
    this.#sure = 2 - this.#inverse(this.#integral(2.5) - this.#weight(2));
  }

  draw(stream: RandomStream, index: number): number {
    for (let lane = 0; ; lane++) {
      const u = this.#last + stream.uniform53(index, lane) * (this.#first - this.#last);
      const x = this.#inverse(u);
      const rank = Math.min(Math.max(Math.floor(x + 0.5), 1), this.#count);
      if (rank - x <= this.#sure || u >= this.#integral(rank + 0.5) - this.#weight(rank)) return rank;
    }
  }

  #weight(x: number): number {
    return exp(-this.#exponent * log(x));
  }

  /** Integral of the weight from 1 to x; (x^(1 - exponent) - 1) / (1 - exponent), also at exponent 1. */
  #integral(x: number): number {
    const logX = log(x);
    const t = (1 - this.#exponent) * logX;
    return logX * (Math.abs(t) < 1e-8 ? 1 + t / 2 : expm1(t) / t);
  }

  #inverse(integral: number): number {
    // Rounding may take the argument a last bit past -1.
    const t = Math.max(integral * (1 - this.#exponent), -1);
    return exp(integral * (Math.abs(t) < 1e-8 ? 1 - t / 2 : log1p(t) / t));
  }
}
