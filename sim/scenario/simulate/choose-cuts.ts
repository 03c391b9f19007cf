/** A cut with what it costs, as far as the choice among cuts goes. */
export interface PricedCut {
  /** Fused operators before it. */
  readonly after: number;
  readonly bytes: number;
  /** Of one request on each unit of the target, transfers included, ns. */
  readonly unitNs: readonly number[];
  readonly energyJ: number;
  readonly fits: boolean;
}

/** Why a cut is no option. */
export type LeftOut = 'does not fit' | 'dominated' | 'beyond the most';

/** Every cut by `after`: null where it is kept. */
export type CutChoice = ReadonlyMap<number, LeftOut | null>;

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

function dominates(a: PricedCut, b: PricedCut): boolean {
  const [mine, other] = [
    [...a.unitNs, a.bytes, a.energyJ],
    [...b.unitNs, b.bytes, b.energyJ],
  ];
  return mine.every((value, i) => value <= other[i]!) && mine.some((value, i) => value < other[i]!);
}

/**
 * The few cuts that are worth an option: of those that fit, the Pareto set by the time on each unit, bytes and energy; of
 * that the one of least time in all, the one whose busiest unit is least busy, the one of least energy, then the others by
 * their time in all. A later cut nearly always moves time from one unit to another, so that the Pareto set alone is long.
 * @param most how many are kept
 */
export function chooseCuts(cuts: readonly PricedCut[], most: number): CutChoice {
  const fitting = cuts.filter((cut) => cut.fits);
  const best = fitting.filter((cut) => !fitting.some((other) => dominates(other, cut)));
  const by = (measure: (cut: PricedCut) => number) =>
    [...best].sort((a, b) => measure(a) - measure(b) || a.after - b.after);
  const quickest = by((cut) => total(cut.unitNs));
  const firsts = [quickest, by((cut) => Math.max(...cut.unitNs)), by((cut) => cut.energyJ)].flatMap((list) =>
    list.slice(0, 1),
  );
  const kept = new Set(
    [...firsts, ...quickest].filter((cut, i, list) => list.indexOf(cut) === i).slice(0, most),
  );
  return new Map(
    cuts.map((cut) => [
      cut.after,
      kept.has(cut)
        ? null
        : !cut.fits
          ? 'does not fit'
          : best.includes(cut)
            ? 'beyond the most'
            : 'dominated',
    ]),
  );
}
