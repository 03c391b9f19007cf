/** Index of the slowest clock that is no slower than asked for; of the fastest where none is. @param hz slowest first */
export function slowestFrom(hz: readonly number[], askedHz: number): number {
  const found = hz.findIndex((each) => each >= askedHz);
  return found < 0 ? hz.length - 1 : found;
}
