/**
 * How sure a set of logits is: `probability` is the softmax share of the top class, `margin` its lead over the second
 * class's share. Both from 0 to 1.
 */
export type ConfidenceMeasure = 'margin' | 'probability';

export const confidenceMeasures: readonly ConfidenceMeasure[] = ['margin', 'probability'];

/** @param logits values from `at` on, one a class @throws RangeError for fewer than two classes */
export function confidence(
  logits: Float32Array,
  at: number,
  classes: number,
  measure: ConfidenceMeasure,
): number {
  if (classes < 2) throw new RangeError(`${classes} classes; 2 or more are needed`);
  let [first, second] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let c = 0; c < classes; c++) {
    const value = logits[at + c]!;
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += Math.exp(logits[at + c]! - first);
  return (measure === 'margin' ? 1 - Math.exp(second - first) : 1) / sum;
}
