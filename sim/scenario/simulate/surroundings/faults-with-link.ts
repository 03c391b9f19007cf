import { RandomStream } from '../../../engine/random/random-stream.ts';
import { alternating } from '../../../targets/supply/alternating.ts';
import type { Unit } from '../../../targets/target.ts';
import type { FaultPlan, Outage } from '../fault-plan.ts';
import type { LinkPlan } from './environment-plan.ts';

/**
 * A fault plan with the times at which the link to all units but the first is down, drawn by the seed of a run: to the
 * first unit it looks as if they took in nothing.
 */
export function faultsWithLink(
  faults: FaultPlan | undefined,
  { downShare, meanDownS }: LinkPlan,
  units: readonly Unit[],
  untilNs: number,
  seed: number,
): FaultPlan {
  const switches = alternating(
    new RandomStream(seed, 'link', 'availability'),
    downShare,
    meanDownS * 1e9,
    untilNs,
  );
  const outages = units.flatMap(({ name: unit }, u) => {
    const own = (faults?.outages ?? []).filter((outage) => outage.unit === unit);
    if (u === 0) return own;
    const down: Outage[] = [];
    for (let i = 0; i < switches.length; i += 2)
      down.push({ unit, fromNs: switches[i]!, untilNs: switches[i + 1] ?? untilNs });
    return joined([...own, ...down]);
  });
  return { ...faults, outages };
}

/** Windows of one unit without overlaps. */
function joined(windows: readonly Outage[]): Outage[] {
  const found: Outage[] = [];
  for (const window of [...windows].sort((a, b) => a.fromNs - b.fromNs)) {
    const last = found.at(-1);
    if (last && window.fromNs <= last.untilNs)
      found[found.length - 1] = { ...last, untilNs: Math.max(last.untilNs, window.untilNs) };
    else found.push(window);
  }
  return found;
}
