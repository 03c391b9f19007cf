/**
 * Weights that make a share of right answers the mean recall of all classes with at least `rows` answers; the answers of
 * other classes weigh nothing.
 */
export function macroWeights(labels: ArrayLike<number>, rows: number): Float64Array {
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
  const classes = [...counts.values()].filter((count) => count >= rows).length;
  return Float64Array.from(labels, (label) => {
    const count = counts.get(label)!;
    return count >= rows ? 1 / (classes * count) : 0;
  });
}
