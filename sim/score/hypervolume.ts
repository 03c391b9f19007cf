/**
 * Volume of the region that some point dominates and that lies below the reference point: exact, by slicing along the
 * last coordinate (Fonseca, Paquete and Lopez-Ibanez, CEC 2006, the plain form), fast enough for dozens of points in up
 * to four coordinates. All coordinates are to be minimised.
 * @param reference one value a coordinate; what is not below it in every coordinate adds nothing
 * @throws RangeError where a point has another number of coordinates
 */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  const wrong = points.find((point) => point.length !== reference.length);
  if (wrong)
    throw new RangeError(
      `a point of ${wrong.length} coordinates; the reference has ${reference.length}, give as many`,
    );
  return sliced(
    points.filter((point) => point.every((value, i) => value < reference[i]!)),
    reference,
    reference.length,
  );
}

function sliced(
  points: readonly (readonly number[])[],
  reference: readonly number[],
  dimensions: number,
): number {
  if (points.length === 0) return 0;
  if (dimensions === 0) return 1;
  const last = dimensions - 1;
  if (dimensions === 1) return reference[0]! - Math.min(...points.map((point) => point[0]!));
  const sorted = [...points].sort((a, b) => a[last]! - b[last]!);
  let volume = 0;
  for (let i = 0; i < sorted.length; i++) {
    const depth = (sorted[i + 1]?.[last] ?? reference[last]!) - sorted[i]![last]!;
    if (depth > 0) volume += depth * sliced(sorted.slice(0, i + 1), reference, last);
  }
  return volume;
}
