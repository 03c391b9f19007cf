import type { RandomStream } from '../random-stream.ts';
import { parameterError } from './parameter-error.ts';

/**
 * Draws from 0 … n-1 with given weights in constant time: Walker's alias method (1977, ACM TOMS 3(3)), built in linear
 * time as Vose does (1991, IEEE Trans. Software Engineering 17(9)).
 */
export class AliasTable {
  readonly #threshold: Float64Array;
  readonly #alias: Uint32Array;

  /**
   * @param weights not negative, not all 0, any scale
   * @throws RangeError on an empty list or another weight
   */
  constructor(weights: ArrayLike<number>) {
    const n = weights.length;
    let total = 0;
    for (let k = 0; k < n; k++) {
      if (!(weights[k]! >= 0))
        parameterError(`weights[${k}]`, weights[k], '0 or a positive number is needed');
      total += weights[k]!;
    }
    if (!(total > 0 && total < Number.POSITIVE_INFINITY))
      parameterError('sum of weights', total, 'a positive, finite sum is needed');
    this.#threshold = Float64Array.from({ length: n }, (_, k) => (weights[k]! / total) * n);
    this.#alias = Uint32Array.from({ length: n }, (_, k) => k);
    this.#pair();
  }

  /** Fills every column that has less than its share from one that has more. */
  #pair(): void {
    const share = this.#threshold;
    const small: number[] = [];
    const large: number[] = [];
    share.forEach((s, k) => {
      (s < 1 ? small : large).push(k);
    });
    while (small.length > 0 && large.length > 0) {
      const lacking = small.pop()!;
      const giving = large.at(-1)!;
      this.#alias[lacking] = giving;
      share[giving] = share[giving]! + share[lacking]! - 1;
      if (share[giving]! < 1) small.push(large.pop()!);
    }
    // What is left differs from a whole share by rounding alone.
    for (const k of small) share[k] = 1;
    for (const k of large) share[k] = 1;
  }

  /** Position of the weight that draw `index` falls on. */
  draw(stream: RandomStream, index: number): number {
    const at = stream.uniform53(index) * this.#threshold.length;
    const column = Math.floor(at);
    return at - column < this.#threshold[column]! ? column : this.#alias[column]!;
  }
}
