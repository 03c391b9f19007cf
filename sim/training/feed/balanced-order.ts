import { permutation } from '../../engine/random/permutation.ts';
import type { RandomStream } from '../../engine/random/random-stream.ts';

/**
 * As many positions as there are labels, in random order, a class of n samples having a share of n^(1 - balance): 0 leaves
 * the classes as they are, 1 makes them equal. A class's samples come round in an order of their own, so that a rare
 * one is seen often and none is left out before another is repeated.
 * @param stream draws of this epoch
 */
export function balancedOrder(labels: ArrayLike<number>, balance: number, stream: RandomStream): Uint32Array {
  const order = permutation(labels.length, stream);
  if (balance === 0) return order;
  const byClass = new Map<number, number[]>();
  for (const id of order) {
    const known = byClass.get(labels[id]!);
    if (known) known.push(id);
    else byClass.set(labels[id]!, [id]);
  }
  const classes = [...byClass.entries()].sort(([a], [b]) => a - b).map(([, ids]) => ids);
  const shares = classes.map((ids) => ids.length ** (1 - balance));
  const total = shares.reduce((a, b) => a + b, 0);
  const drawn: number[] = [];
  let end = 0;
  classes.forEach((ids, c) => {
    end += shares[c]! / total;
    const until = Math.round(end * labels.length);
    for (let i = 0; drawn.length < until; i++) drawn.push(ids[i % ids.length]!);
  });
  return permutation(drawn.length, stream).map((place) => drawn[place]!);
}
