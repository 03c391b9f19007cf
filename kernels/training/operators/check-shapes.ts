import type { TrainingValue } from '../training-value.ts';

const sizes = ['groups', 'channels', 'height', 'width'] as const;

/**
 * That values of one operator agree, border aside.
 * @throws RangeError naming the operator, both values and what differs
 */
export function checkShapes(
  operator: string,
  a: TrainingValue,
  b: TrainingValue,
  keys: readonly (typeof sizes)[number][] = sizes,
): void {
  for (const key of keys) {
    if (a[key] === b[key]) continue;
    throw new RangeError(
      `${operator}: ${key} of ${a.name} is ${a[key]}, of ${b.name} ${b[key]}; both must be the same`,
    );
  }
}
