/**
 * How much denser and sparser levels than the target still count: they only decide what the target leaves
 * open.
 */
const others = 1e-3;

/**
 * Weights of the levels' errors in the fit of the shared values.
 *
 * Without a target a level counts with the square of its share of weights, level 0 like a level of 60%:
 * errors grow faster than the share of weights falls, and sparse levels would otherwise take the values for
 * themselves (docs/ladder.md has the tries).
 */
export function levelImportance(sparsities: readonly number[], targetLevel?: number): number[] {
  if (targetLevel !== undefined) return sparsities.map((_, level) => (level === targetLevel ? 1 : others));
  return sparsities.map((sparsity) => Math.min(1 - sparsity, 0.6) ** 2);
}
