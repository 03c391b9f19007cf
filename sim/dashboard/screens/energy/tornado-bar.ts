/** Where a swing is drawn on a line of `width` characters that stands for the values from `least` to `most`. */
export interface TornadoBar {
  /** Characters before the bar, of it left of the axis, of it right of the axis; the axis itself is one more. */
  readonly before: number;
  readonly left: number;
  readonly right: number;
  readonly after: number;
}

/**
 * The bar of one assumption around the axis at the central value.
 * @param ends what the result is at either end of the assumption, in any order
 * @param scale `least <= central <= most`, both ends within
 */
export function tornadoBar(
  ends: readonly [number, number],
  central: number,
  scale: { readonly least: number; readonly most: number },
  width: number,
): TornadoBar {
  const span = scale.most - scale.least;
  const place = (value: number) =>
    Math.max(0, Math.min(width - 1, span > 0 ? Math.round(((value - scale.least) / span) * (width - 1)) : 0));
  const axis = place(central);
  const low = Math.min(axis, place(Math.min(...ends)));
  const high = Math.max(axis, place(Math.max(...ends)));
  return { before: low, left: axis - low, right: high - axis, after: width - 1 - high };
}
