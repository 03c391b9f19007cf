import { RandomStream } from '../../../engine/random/random-stream.ts';
import { alternating, type Switches } from '../../../targets/supply/alternating.ts';
import type { PowerTrace } from '../../../targets/supply/power-trace.ts';
import type { Unit } from '../../../targets/target.ts';
import type { RequestTrace } from '../../../workload/arrivals/request-trace.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import { harvestedPower } from './harvested-power.ts';

/** What chance gives a site over a trace, whatever the policy does. */
export interface SiteDraws {
  readonly harvest: PowerTrace;
  /** [unit] times of other work; empty without any. */
  readonly bursts: readonly Switches[];
}

interface Known {
  readonly plan: EnvironmentPlan;
  readonly units: readonly Unit[];
  readonly draws: SiteDraws;
}

const known = new WeakMap<RequestTrace, Known[]>();

/** Weather and other work of a trace's seed: drawn once, and shared by the runs of all policies over that trace. */
export function siteDraws(plan: EnvironmentPlan, units: readonly Unit[], trace: RequestTrace): SiteDraws {
  const ofTrace = known.get(trace) ?? [];
  const found = ofTrace.find((one) => one.plan === plan && one.units === units);
  if (found) return found.draws;
  const { seed, horizonNs } = trace;
  const { supply, startH, background } = plan;
  const bursts = background
    ? units.map(({ name }) =>
        alternating(
          new RandomStream(seed, name, 'background load'),
          background.share,
          background.meanBurstS * 1e9,
          horizonNs,
        ),
      )
    : [];
  const draws = { harvest: harvestedPower(supply?.harvest, startH, horizonNs, seed), bursts };
  known.set(trace, [...ofTrace, { plan, units, draws }]);
  return draws;
}
