/**
 * Largest rate that passes, to within a share of itself: bounds are widened by powers of two and then bisected, as
 * LoadGen's FindPeakPerformance does. Where no rate down to a millionth of `start` passes, that one is returned.
 * @param passes to be monotone: what it is asked lies around the answer, should it not be
 */
export function largestPassing(passes: (rate: number) => boolean, start: number, precision: number): number {
  let low = start;
  let high = start;
  if (passes(start)) {
    do {
      low = high;
      high *= 2;
    } while (high < 1e6 * start && passes(high));
  } else {
    do {
      high = low;
      low /= 2;
      if (low < 1e-6 * start) return low;
    } while (!passes(low));
  }
  while (high - low > precision * low) {
    const middle = (low + high) / 2;
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return low;
}
