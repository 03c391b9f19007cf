import type { MatrixNetworkStep } from './network-step.ts';

/**
 * How the sparsity of a level is shared out among the layers: `uniform` gives every layer the same; `erk` (Erdos-Renyi
 * kernel; Mocanu and others 2018, Evci and others, *Rigging the lottery*, 2020) keeps in each layer weights in
 * proportion to its inputs + outputs + kernel height + kernel width, so that large layers become sparser than small
 * ones.
 */
export type Allocation = 'uniform' | 'erk';

/**
 * Sparsities [layer][level] of which the layers' weights together have those that are asked for.
 * @param sparsities per level, rising from 0
 */
export function allocateLevels(
  layers: readonly MatrixNetworkStep[],
  sparsities: readonly number[],
  rule: Allocation,
): number[][] {
  if (rule === 'uniform') return layers.map(() => [...sparsities]);
  const sizes = layers.map(({ weights }) => weights.rows * weights.cols);
  const claims = layers.map(({ weights, shape }) => {
    return shape.channels + weights.rows + shape.kernelH + shape.kernelW;
  });
  const kept = sparsities.map((sparsity) => keptShares(sizes, claims, 1 - sparsity));
  return layers.map((_, i) => kept.map((shares) => 1 - shares[i]!));
}

/** Share of each layer that stays, in proportion to the claims; a layer that would get more than all of itself is full. */
function keptShares(sizes: readonly number[], claims: readonly number[], density: number): number[] {
  const full = new Set<number>();
  for (;;) {
    const open = sizes.map((_, i) => i).filter((i) => !full.has(i));
    const budget = density * sum(sizes) - sum([...full].map((i) => sizes[i]!));
    const factor = budget / sum(open.map((i) => claims[i]!));
    const over = open.filter((i) => factor * claims[i]! > sizes[i]!);
    if (over.length === 0) {
      return sizes.map((size, i) => (full.has(i) ? 1 : (factor * claims[i]!) / size));
    }
    for (const i of over) full.add(i);
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
