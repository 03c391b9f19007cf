/** A whole number of 0 … most that depends on its arguments alone: a hash, so that no order of calls matters. */
export function wholeNoise(seed: number, slot: number, step: number, most: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(slot + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(step + 1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return Math.floor((((h ^ (h >>> 13)) >>> 0) / 4294967296) * (most + 1));
}
