/**
 * MurmurHash3 x86 32 (Appleby, public domain) of `bytes[from … to)`, chained by its seed.
 *
 * Every step is a bijection of the state for a given word, and of the word for a given state: bytes that differ in one
 * aligned word of four always give another checksum. Unlike a CRC it needs no table and takes four bytes a step.
 * @returns an unsigned 32-bit integer
 */
export function checksum(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let h = seed | 0;
  const words = from + ((to - from) & ~3);
  for (let i = from; i < words; i += 4) {
    const k = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    h ^= scramble(k);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = to - 1; i >= words; i--) rest = (rest << 8) | bytes[i]!;
  if (words < to) h ^= scramble(rest);
  h ^= to - from;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function scramble(k: number): number {
  k = Math.imul(k, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}
