/**
 * Counter-based random numbers: a draw is a pure function of (seed, entity, purpose, index).
 *
 * There is no shared state, so two runs that differ only in their policy see the same arrivals and the same
 * inputs (common random numbers), whatever the order in which they ask.
 * Only integer operations are used: the numbers are the same on every machine and JavaScript engine.
 */

/** FNV-1a of a string, as an unsigned 32-bit integer: turns names of entities and purposes into counters. */
function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    h ^= name.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}

/** The finaliser of MurmurHash3 (Appleby, public domain): every input bit changes about half of the output bits. */
function mix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** One stream of draws, named by (seed, entity, purpose); `index` counts the draws. */
export class RandomStream {
  readonly #key: number;

  /** @param seed integer of the run @param entity who draws @param purpose what for */
  constructor(seed: number, entity: string | number, purpose: string) {
    const e = typeof entity === 'number' ? entity >>> 0 : hashName(entity);
    this.#key = mix(
      mix(mix(seed >>> 0) ^ Math.imul(e, 0x9e3779b1)) ^ Math.imul(hashName(purpose), 0x85ebca77),
    );
  }

  /** Unsigned 32-bit integer of draw `index`. */
  u32(index: number): number {
    return mix(mix(this.#key ^ Math.imul(index | 0, 0x9e3779b1)) + 0x6d2b79f5 + index) >>> 0;
  }

  /** Uniform number in the open interval (0, 1), 32 bits wide. */
  uniform(index: number): number {
    return (this.u32(index) + 0.5) / 4294967296;
  }

  /** Integer in [0, bound). The bias for bounds under a million is below 3e-4. */
  integer(index: number, bound: number): number {
    return Math.floor(this.uniform(index) * bound);
  }
}
