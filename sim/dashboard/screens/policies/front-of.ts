/**
 * Indices of the points that no other beats, at least as good in both coordinates and better in one; small is good. In
 * the order of the first coordinate.
 */
export function frontOf(points: readonly (readonly [number, number])[]): readonly number[] {
  const beats = (a: readonly [number, number], b: readonly [number, number]) =>
    a[0] <= b[0] && a[1] <= b[1] && (a[0] < b[0] || a[1] < b[1]);
  return points
    .map((_, i) => i)
    .filter((i) => !points.some((other) => beats(other, points[i]!)))
    .sort((a, b) => points[a]![0] - points[b]![0] || a - b);
}
