/** Classes with at least so many answers. */
export function countedClasses(labels: ArrayLike<number>, rows: number): ReadonlySet<number> {
  const counts = countsOf(labels);
  return new Set([...counts.keys()].filter((label) => counts.get(label)! >= rows));
}

/**
 * Weights that make a share of right answers the mean recall of the counted classes; the answers of others weigh nothing.
 * @param counted chosen on all rows of a data set, so that every part of it is measured alike; those without an answer
 * here are left out
 */
export function macroWeights(labels: ArrayLike<number>, counted: ReadonlySet<number>): Float64Array {
  const counts = countsOf(labels);
  const classes = [...counts.keys()].filter((label) => counted.has(label)).length;
  return Float64Array.from(labels, (label) => (counted.has(label) ? 1 / (classes * counts.get(label)!) : 0));
}

function countsOf(labels: ArrayLike<number>): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
  return counts;
}
