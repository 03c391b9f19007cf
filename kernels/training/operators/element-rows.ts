import type { TrainingValue } from '../training-value.ts';

/**
 * Groups, channels, height and width for a kernel that treats all elements alike: without borders a group is one
 * channel of one long row, which matters for values of one pixel.
 * @param values all that the kernel touches, of one shape
 */
export function elementRows(
  ...values: readonly [TrainingValue, ...TrainingValue[]]
): [groups: number, channels: number, height: number, width: number] {
  const { groups, channels, height, width } = values[0];
  return values.every(({ border }) => border === 0)
    ? [groups, 1, 1, channels * height * width]
    : [groups, channels, height, width];
}
