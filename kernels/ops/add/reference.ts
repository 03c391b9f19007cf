/** Sum of two activations in float64, below 0 cut off where `relu`. */
export function addReference(x: ArrayLike<number>, y: ArrayLike<number>, relu = false): Float64Array {
  if (x.length !== y.length) throw new RangeError(`${x.length} and ${y.length} values; they must be as many`);
  return Float64Array.from(x, (v, i) => (relu ? Math.max(0, v + y[i]!) : v + y[i]!));
}
