/** The first and the last `half` elements, or all when there are no more than these. */
export function headAndTail<T>(values: readonly T[], half: number): readonly T[] {
  return values.length <= 2 * half ? values : [...values.slice(0, half), ...values.slice(-half)];
}
