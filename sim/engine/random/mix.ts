/**
 * The finaliser of MurmurHash3 (Appleby, public domain): a permutation of the 32-bit integers in which every input
 * bit changes about half of the output bits.
 */
export function mix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
