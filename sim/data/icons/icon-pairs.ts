import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { dataSeed } from '../split/data-seed.ts';

/** Questions "does this name fit this drawing?", twice as many as drawings. */
export interface IconPairs {
  /** [2n], index of a drawing. */
  readonly drawings: Uint32Array;
  /** [2n], index of a name. */
  readonly names: Uint16Array;
  /** [2n], 1 where the name is the drawing's own. */
  readonly labels: Uint8Array;
}

/**
 * Pairs every drawing once with its own name and once with that of another drawing: the names are dealt out again by a
 * seeded permutation. Every drawing, and every name as often as it is drawn, stands on both sides equally often, so that
 * neither by itself says anything about the answer. Pair 2i is right, pair 2i + 1 wrong.
 * @param names index of the name of each drawing
 * @param mayMix whether two names are different enough to make a wrong pair
 * @param purpose names the part @param variant other wrong pairs of the same drawings, to train on
 * @throws RangeError when the names cannot be dealt out
 */
export function iconPairs(
  names: ArrayLike<number>,
  mayMix: (a: number, b: number) => boolean,
  purpose: string,
  variant = 0,
): IconPairs {
  const count = names.length;
  const stream = new RandomStream(dataSeed + variant, purpose, 'icon-pairs');
  const other = permutation(count, stream);
  const fits = (i: number, j: number) => mayMix(names[i]!, names[other[j]!]!);
  let draw = count;
  for (let i = 0; i < count; i++) {
    // Exchanging with a drawing for which it works both ways spoils no earlier pair.
    for (let tries = 0; !fits(i, i); tries++) {
      if (tries > 100 * count)
        throw new RangeError(`${purpose}: the names of ${count} drawings are too alike to make wrong pairs`);
      const j = stream.integer(draw++, count);
      if (!fits(i, j) || !fits(j, i)) continue;
      const taken = other[i]!;
      other[i] = other[j]!;
      other[j] = taken;
    }
  }
  const drawings = new Uint32Array(2 * count);
  const paired = new Uint16Array(2 * count);
  const labels = new Uint8Array(2 * count);
  for (let i = 0; i < count; i++) {
    drawings.fill(i, 2 * i, 2 * i + 2);
    paired[2 * i] = names[i]!;
    paired[2 * i + 1] = names[other[i]!]!;
    labels[2 * i] = 1;
  }
  return { drawings, names: paired, labels };
}
