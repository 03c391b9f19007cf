import { inactive } from './set-levels.ts';
import type { SparsityMethod } from './sparsity-method.ts';

/**
 * Share of the blocks of all prunable layers that each level leaves out now: less than the level's name says while the
 * sparsity still rises, and off by rounding after that.
 */
export function actualSparsities(method: SparsityMethod): readonly number[] {
  const layers = method.blockLevels();
  if (!layers) return method.sparsities.map(() => 0);
  const blocks = layers.reduce((sum, { length }) => sum + length, 0);
  return method.sparsities.map((_, level) => {
    let active = 0;
    for (const levels of layers) for (const of of levels) if (of >= level && of !== inactive) active++;
    return blocks > 0 ? 1 - active / blocks : 0;
  });
}
