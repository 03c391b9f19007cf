import type { TrainingValue } from '../training-value.ts';

/** @throws RangeError where logits are not one pixel without a border, or have fewer channels than there are classes */
export function checkLogits(name: string, logits: TrainingValue, classes: number): void {
  const { height, width, border, channels } = logits;
  if (height === 1 && width === 1 && border === 0 && classes >= 1 && classes <= channels) return;
  throw new RangeError(
    `${name}: logits ${logits.name} are ${height}x${width} with border ${border} and ${channels} channels for ${classes} ` +
      'classes; they must be one pixel without a border, and have a channel a class',
  );
}
