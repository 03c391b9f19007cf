/** Something that was scored on a device. */
interface OnDevice {
  readonly row: { readonly device: string };
  readonly weight: number;
}

/** Weighted mean on each device, in the order in which devices first appear. */
export function deviceMeans<T extends OnDevice>(
  scored: readonly T[],
  figure: (one: T) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; weight: number }>();
  for (const one of scored) {
    const at = sums.get(one.row.device) ?? { sum: 0, weight: 0 };
    at.sum += one.weight * figure(one);
    at.weight += one.weight;
    sums.set(one.row.device, at);
  }
  return new Map([...sums].map(([device, { sum, weight }]) => [device, sum / weight]));
}

/** Mean over devices of the means on each: a device with many rows counts as one. @throws RangeError without rows */
export function deviceMean<T extends OnDevice>(scored: readonly T[], figure: (one: T) => number): number {
  const means = [...deviceMeans(scored, figure).values()];
  if (means.length === 0) throw new RangeError('a mean over no devices');
  return means.reduce((sum, x) => sum + x, 0) / means.length;
}
