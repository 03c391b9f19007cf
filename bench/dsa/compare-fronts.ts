/** A network at what it costs. */
export interface FrontPoint {
  readonly name: string;
  readonly accuracy: number;
  readonly timeUs: number;
}

/** How one point stands against a front. */
export interface FrontVerdict {
  /** Fastest of the front that is at least as accurate; null: none is. */
  readonly equalAccuracy: FrontPoint | null;
  /** Most accurate of the front that takes no longer; null: all take longer. */
  readonly equalTime: FrontPoint | null;
}

export function compareFronts(point: FrontPoint, front: readonly FrontPoint[]): FrontVerdict {
  const least = (among: readonly FrontPoint[], of: (point: FrontPoint) => number) =>
    among.reduce<FrontPoint | null>((best, each) => (best && of(best) <= of(each) ? best : each), null);
  return {
    equalAccuracy: least(
      front.filter(({ accuracy }) => accuracy >= point.accuracy),
      ({ timeUs }) => timeUs,
    ),
    equalTime: least(
      front.filter(({ timeUs }) => timeUs <= point.timeUs),
      ({ accuracy }) => -accuracy,
    ),
  };
}
