import { mix } from './mix.ts';

/** The two 32-bit words that name a stream; together they collide once in n^2 / 2^65 for n streams. */
export interface StreamKey {
  readonly first: number;
  readonly second: number;
}

/**
 * Key of the stream (seed, entity, purpose). The two words are hashes of their own all the way from the characters of
 * the names, so that two names which agree in one word do not agree in the other.
 * @throws RangeError on a seed or a numeric entity that is not a safe integer
 */
export function streamKey(seed: number, entity: string | number, purpose: string): StreamKey {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed}; a whole number is needed`);
  if (typeof entity === 'number' && !Number.isSafeInteger(entity))
    throw new RangeError(`entity is ${entity}; a whole number or a name is needed`);
  const e = typeof entity === 'number' ? entity >>> 0 : fnv1a(entity);
  const first = mix(mix(mix(seed >>> 0) ^ Math.imul(e, 0x9e3779b1)) ^ Math.imul(fnv1a(purpose), 0x85ebca77));
  const e2 = typeof entity === 'number' ? numberWord(entity) : nameWord(entity);
  const second = mix(mix(mix(numberWord(seed) + 0x510e527f) + e2) + nameWord(purpose));
  return { first, second };
}

/** FNV-1a (Fowler, Noll, Vo, public domain) of the UTF-16 units of a name. */
function fnv1a(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    h ^= name.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}

/** Another hash of a name: the multiply and shift of MurmurHash2 (Appleby, public domain), one unit at a time. */
function nameWord(name: string): number {
  let h = 0x3c6ef372;
  for (let i = 0; i < name.length; i++) {
    h = Math.imul(h ^ name.charCodeAt(i), 0x5bd1e995);
    h ^= h >>> 15;
  }
  return mix(h);
}

/** Hash of a whole number that tells apart what 32 bits do not: 2^32 and 0, -1 and 2^32 - 1. */
function numberWord(value: number): number {
  return mix(mix(value ^ 0xa54ff53a) + Math.floor(value / 4294967296));
}
