const size = 5;

/**
 * How many observations to drop as warm-up, by MSER-5 (White 1997, Simulation 69(6); White, Cobb and Spratt 2000): of
 * means of five, the cut that makes the standard error of the mean of the rest smallest. It is looked for in the first
 * half; a cut near its end says that the run is too short for its start.
 * @param values per observation; of a ratio, the numerators @param weights the denominators; without them all are 1
 */
export function mserCut(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const groups = Math.floor(values.length / size);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  // Welford's update from the end, so that each cut costs one step.
  let mean = 0;
  let squares = 0;
  for (let first = groups - 1; first >= 0; first--) {
    const value = groupMean(values, weights, first * size);
    const count = groups - first;
    const off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
    const score = squares / (count * count);
    if (first <= groups / 2 && score <= least) {
      least = score;
      best = first;
    }
  }
  return best * size;
}

function groupMean(values: ArrayLike<number>, weights: ArrayLike<number> | undefined, from: number): number {
  let sum = 0;
  let weight = 0;
  for (let i = from; i < from + size; i++) {
    sum += values[i]!;
    weight += weights ? weights[i]! : 1;
  }
  return weight > 0 ? sum / weight : 0;
}
