/** A part of a run's time. */
export interface TimeRange {
  readonly fromNs: number;
  readonly spanNs: number;
}

/** The shortest range that is shown, ns. */
const leastNs = 1000;

/** The range moved, and shortened where it must be, to lie within the run. */
export function withinRun({ fromNs, spanNs }: TimeRange, endNs: number): TimeRange {
  const span = Math.max(Math.min(leastNs, endNs), Math.min(spanNs, endNs));
  return { fromNs: Math.max(0, Math.min(fromNs, endNs - span)), spanNs: span };
}

/** The range moved to hold an instant; it then stands at a tenth of it, and does so, too, when it comes from the other side. */
export function holding(range: TimeRange, atNs: number, endNs: number): TimeRange {
  const { fromNs, spanNs } = withinRun(range, endNs);
  // What begins at its end is not in it, unless the run ends there.
  const isBefore = atNs < fromNs + spanNs || fromNs + spanNs >= endNs;
  if (atNs >= fromNs && isBefore) return { fromNs, spanNs };
  const share = atNs < fromNs ? 0.9 : 0.1;
  return withinRun({ fromNs: Math.floor(atNs - share * spanNs), spanNs }, endNs);
}

/** The range longer by a factor (below 1: shorter), with an instant of it at the same place. */
export function zoomed(range: TimeRange, atNs: number, factor: number, endNs: number): TimeRange {
  const share = range.spanNs > 0 ? (atNs - range.fromNs) / range.spanNs : 0.5;
  const spanNs = withinRun({ fromNs: 0, spanNs: Math.round(range.spanNs * factor) }, endNs).spanNs;
  return withinRun({ fromNs: Math.floor(atNs - share * spanNs), spanNs }, endNs);
}
