import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { dataSeed } from './data-seed.ts';

/** Positions in ascending order; together they are all positions, each once. */
export interface Draw {
  readonly drawn: Uint32Array;
  readonly rest: Uint32Array;
}

/**
 * Draws `count` samples so that every class gives its share of them, to within one sample (largest remainders; of
 * equal ones the lower class).
 * @param labels class of each sample
 * @param purpose names the draw; the same purpose gives the same draw
 * @throws RangeError when more are asked for than there are
 */
export function stratifiedDraw(labels: ArrayLike<number>, count: number, purpose: string): Draw {
  if (!(Number.isInteger(count) && count >= 0 && count <= labels.length))
    throw new RangeError(
      `${purpose}: ${count} of ${labels.length} samples; 0 to ${labels.length} can be drawn`,
    );
  const members = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const list = members.get(labels[i]!);
    if (list) list.push(i);
    else members.set(labels[i]!, [i]);
  }
  const classes = [...members.keys()].sort((a, b) => a - b);
  // Whole numbers throughout: a remainder decides who gets one more, so it must not depend on rounding.
  const quota = classes.map((label) => {
    const product = count * members.get(label)!.length;
    return { label, take: Math.floor(product / labels.length), remainder: product % labels.length };
  });
  const left = count - quota.reduce((sum, { take }) => sum + take, 0);
  const byRemainder = [...quota].sort((a, b) => b.remainder - a.remainder || a.label - b.label);
  for (const entry of byRemainder.slice(0, left)) entry.take++;

  const isDrawn = new Uint8Array(labels.length);
  for (const { label, take } of quota) {
    const list = members.get(label)!;
    const order = permutation(list.length, new RandomStream(dataSeed, label, purpose));
    for (let i = 0; i < take; i++) isDrawn[list[order[i]!]!] = 1;
  }
  const positions = Uint32Array.from({ length: labels.length }, (_, i) => i);
  return {
    drawn: positions.filter((i) => isDrawn[i] === 1),
    rest: positions.filter((i) => isDrawn[i] === 0),
  };
}
