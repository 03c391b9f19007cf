import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { dataSeed } from './data-seed.ts';

/**
 * Deals samples into folds like cards, one class after the other: the folds differ by at most one sample, as a whole
 * and in every class.
 * @param labels class of each sample @param purpose names the draw; the same purpose gives the same folds
 * @returns fold of each sample, 0 to `folds` - 1
 */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, purpose: string): Uint8Array {
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 255))
    throw new RangeError(`${purpose}: ${folds} folds; 2 to 255 are allowed`);
  const members = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const list = members.get(labels[i]!);
    if (list) list.push(i);
    else members.set(labels[i]!, [i]);
  }
  const foldOf = new Uint8Array(labels.length);
  let dealt = 0;
  for (const label of [...members.keys()].sort((a, b) => a - b)) {
    const list = members.get(label)!;
    const order = permutation(list.length, new RandomStream(dataSeed, label, purpose));
    for (const at of order) foldOf[list[at]!] = dealt++ % folds;
  }
  return foldOf;
}
