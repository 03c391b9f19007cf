import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { dataSeed } from '../split/data-seed.ts';
import type { Part } from '../split/part.ts';

/** Share of the drawings that each part should have. */
const shares: readonly (readonly [Part, number])[] = [
  ['train', 0.58],
  ['validation', 0.21],
  ['test', 0.21],
];

/**
 * Gives whole families to the parts: in a seeded order, each goes to the part that is furthest from its share.
 * @param sizes drawings of each family
 */
export function splitFamilies(sizes: ReadonlyMap<string, number>): ReadonlyMap<string, Part> {
  const names = [...sizes.keys()].sort();
  const order = permutation(names.length, new RandomStream(dataSeed, 'icons', 'icon-families'));
  const filled = new Map<Part, number>();
  const part = new Map<string, Part>();
  for (const at of order) {
    const name = names[at]!;
    const fullness = ([part, share]: readonly [Part, number]) => (filled.get(part) ?? 0) / share;
    const [emptiest] = shares.reduce((a, b) => (fullness(b) < fullness(a) ? b : a));
    part.set(name, emptiest);
    filled.set(emptiest, (filled.get(emptiest) ?? 0) + sizes.get(name)!);
  }
  return part;
}
