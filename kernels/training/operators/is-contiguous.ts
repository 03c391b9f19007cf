/** Whether columns lie 32 bytes apart, as in a panel that has been copied. */
export function isContiguous(offsets: readonly number[]): boolean {
  return offsets.every((offset, c) => offset === c * 32);
}
