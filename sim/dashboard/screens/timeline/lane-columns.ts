import type { Lane, LaneKind } from '../../../session/questions.ts';

/** Time of one unit by kind in each character of its lane, ns, and what else is drawn over time. */
export interface LaneColumn {
  readonly ns: Readonly<Record<LaneKind, number>>;
  readonly energyJ: number;
  readonly waitingNs: number;
}

/** A lane over bins from an instant on. */
export interface BinnedLane {
  readonly lane: Lane;
  readonly fromNs: number;
  readonly binNs: number;
}

const empty = (): Record<LaneKind, number> => ({
  idle: 0,
  sleep: 0,
  wake: 0,
  decide: 0,
  clock: 0,
  run: 0,
  review: 0,
  off: 0,
});

/**
 * A lane in other bins: what lies in a bin counts as spread evenly over it, so columns shorter than bins are coarse and
 * equal ones exact.
 */
export function laneColumns(
  { lane, fromNs, binNs }: BinnedLane,
  target: { readonly fromNs: number; readonly binNs: number; readonly columns: number },
): readonly LaneColumn[] {
  const kinds = Object.keys(lane.ns) as LaneKind[];
  const count = lane.energyJ.length;
  return Array.from({ length: target.columns }, (_, column) => {
    const startNs = target.fromNs + column * target.binNs;
    const endNs = startNs + target.binNs;
    const ns = empty();
    let [energyJ, waitingNs] = [0, 0];
    const first = Math.max(0, Math.floor((startNs - fromNs) / binNs));
    for (let bin = first; bin < count; bin++) {
      const binFromNs = fromNs + bin * binNs;
      if (binFromNs >= endNs) break;
      const share = (Math.min(endNs, binFromNs + binNs) - Math.max(startNs, binFromNs)) / binNs;
      if (!(share > 0)) continue;
      for (const kind of kinds) ns[kind] += share * lane.ns[kind][bin]!;
      energyJ += share * lane.energyJ[bin]!;
      waitingNs += share * lane.waitingNs[bin]!;
    }
    return { ns, energyJ, waitingNs };
  });
}
