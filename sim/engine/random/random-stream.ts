import { mix } from './mix.ts';
import { streamKey } from './stream-key.ts';

/** Above this bound `integer` draws without bias; up to it the bias is below 2.5e-4 and committed tables hold it. */
const largestPlainBound = 1048576;
const resolution = 4503599627370496;

/**
 * Counter-based random numbers: a draw is a pure function of (seed, entity, purpose, index).
 *
 * There is no shared state, so two runs that differ only in their policy see the same arrivals and the same
 * inputs (common random numbers), whatever the order in which they ask.
 * Only integer operations are used: the numbers are the same on every machine and JavaScript engine.
 *
 * `u32`, `uniform` and small `integer` see one 32-bit word of the key: of n streams two agree in all of these draws
 * with probability n^2 / 2^33 (1% at 9,000 streams), and at one index no value comes twice in all the streams of one
 * seed and purpose. Committed outcome tables rest on their values. `uniform53`, and with it every distribution, sees
 * both words: n^2 / 2^65. Take these for new models.
 */
export class RandomStream {
  readonly #first: number;
  readonly #second: number;

  /**
   * @param seed integer of the run @param entity who draws @param purpose what for
   * @throws RangeError on a seed or a numeric entity that is not a whole number
   */
  constructor(seed: number, entity: string | number, purpose: string) {
    const key = streamKey(seed, entity, purpose);
    this.#first = key.first;
    this.#second = key.second;
  }

  /** Unsigned 32-bit integer of draw `index`, a whole number from 0; it repeats after 2^32 draws. */
  u32(index: number): number {
    return mix(mix(this.#first ^ Math.imul(index | 0, 0x9e3779b1)) + 0x6d2b79f5 + index) >>> 0;
  }

  /** Uniform number in the open interval (0, 1), 32 bits wide: the odd multiples of 2^-33. */
  uniform(index: number): number {
    return (this.u32(index) + 0.5) / 4294967296;
  }

  /**
   * Uniform number in the open interval (0, 1) with all the bits of a float64: the odd multiples of 2^-53, symmetric
   * about 1/2. Each index has as many draws as an algorithm needs: `lane` counts them.
   * @param index whole number from 0 to 2^53 @param lane whole number from 0
   */
  uniform53(index: number, lane = 0): number {
    // Two rounds of a Feistel network, so that the 64 bits stay apart as long as key, index or lane do.
    const low = index | 0;
    const high = index < 4294967296 ? 0 : Math.floor(index / 4294967296);
    const a = mix((this.#first ^ Math.imul(low, 0x9e3779b1)) + Math.imul(lane, 0x6d2b79f5));
    const left = low ^ mix(a + this.#second + Math.imul(lane, 0x85ebca77) + Math.imul(high, 0x27d4eb2f));
    const right = a ^ mix((left ^ this.#first) + 0xc2b2ae3d);
    return ((left >>> 0) * 1048576 + (right >>> 12) + 0.5) / resolution;
  }

  /**
   * Integer in [0, bound), each with probability 1 / bound; up to a bound of 2^20 to within a relative 2.5e-4.
   * @param bound whole number from 1 to 2^52
   * @throws RangeError on another bound
   */
  integer(index: number, bound: number): number {
    if (bound >= 1 && bound <= largestPlainBound) return Math.floor(this.uniform(index) * bound);
    return this.#largeInteger(index, bound);
  }

  /** Lemire's condition in its plain form: words past the last whole multiple of the bound are drawn again. */
  #largeInteger(index: number, bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= resolution))
      throw new RangeError(`bound is ${bound}; a whole number from 1 to 2^52 is needed`);
    const limit = resolution - (resolution % bound);
    for (let lane = 0; ; lane++) {
      const word = Math.floor(this.uniform53(index, lane) * resolution);
      if (word < limit) return word % bound;
    }
  }
}
