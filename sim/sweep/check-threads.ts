/** @throws RangeError for a number of threads that is no positive integer */
export function checkThreads(count: number): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${count} threads; an integer of at least 1 is needed`);
}
