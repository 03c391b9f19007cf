/**
 * Accuracy of the best function of one signal: for each of its values the more frequent label.
 * @param signal a number a sample @param labels 0 or 1
 */
export function bestFrom(signal: ArrayLike<number>, labels: ArrayLike<number>): number {
  const counts = new Map<number, [number, number]>();
  for (let i = 0; i < labels.length; i++) {
    const count = counts.get(signal[i]!) ?? [0, 0];
    count[labels[i] === 1 ? 1 : 0]++;
    counts.set(signal[i]!, count);
  }
  let right = 0;
  for (const count of counts.values()) right += Math.max(...count);
  return right / labels.length;
}
