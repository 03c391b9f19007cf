import { keepCount } from './keep-count.ts';
import { largestFirst } from './largest-first.ts';

/**
 * Level of every block of one matrix: the sparsest level at which the block is active. Blocks of level k or more make up
 * level k, so levels nest by construction.
 * @param norms one score a block @param sparsities of the levels, rising
 */
export function rankLevels(norms: Float64Array, sparsities: readonly number[]): Uint8Array {
  const levels = new Uint8Array(norms.length);
  const order = largestFirst(norms);
  sparsities.forEach((sparsity, level) => {
    const keep = keepCount(norms.length, sparsity);
    for (let i = 0; i < keep; i++) levels[order[i]!] = level;
  });
  return levels;
}
