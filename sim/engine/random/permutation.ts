import type { RandomStream } from './random-stream.ts';

/** A seeded permutation of 0 … n-1 (Fisher-Yates). */
export function permutation(n: number, stream: RandomStream): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = stream.integer(i, i + 1);
    const t = order[i]!;
    order[i] = order[j]!;
    order[j] = t;
  }
  return order;
}
