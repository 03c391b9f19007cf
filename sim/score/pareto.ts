/**
 * Which points no other dominates (at least as good in every coordinate and better in one). All coordinates are to be
 * minimised; give a quantity that should be large with its sign changed. Equal points stand or fall together.
 */
export function paretoSet(points: readonly (readonly number[])[]): boolean[] {
  return points.map((p) => !points.some((q) => dominates(q, p)));
}

function dominates(q: readonly number[], p: readonly number[]): boolean {
  let better = false;
  for (let i = 0; i < p.length; i++) {
    if (!(q[i]! <= p[i]!)) return false;
    if (q[i]! < p[i]!) better = true;
  }
  return better;
}
