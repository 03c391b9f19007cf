/** Blocks that stay of `blocks` at a sparsity: rounded, at least one. */
export function keepCount(blocks: number, sparsity: number): number {
  return Math.max(1, Math.round((1 - sparsity) * blocks));
}
