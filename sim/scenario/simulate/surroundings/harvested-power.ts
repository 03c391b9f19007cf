import { RandomStream } from '../../../engine/random/random-stream.ts';
import { kineticPower } from '../../../targets/supply/kinetic-power.ts';
import { noPower, type PowerTrace } from '../../../targets/supply/power-trace.ts';
import { solarPower } from '../../../targets/supply/solar-power.ts';
import type { HarvestPlan } from './environment-plan.ts';

/** Power of a run's harvester: the weather is that of the seed, the same for every policy. */
export function harvestedPower(
  plan: HarvestPlan | undefined,
  startH: number,
  untilNs: number,
  seed: number,
): PowerTrace {
  if (plan === undefined) return noPower;
  switch (plan.kind) {
    case 'solar':
      return solarPower(plan.panel, startH, untilNs, new RandomStream(seed, 'sky', 'clouds'));
    case 'kinetic':
      return kineticPower(plan.harvester, untilNs, new RandomStream(seed, 'wearer', 'motion'));
    case 'trace':
      return {
        fromNs: Float64Array.from(plan.timeS, (s) => Math.round(s * 1e9)),
        watts: Float64Array.from(plan.watts),
      };
  }
}
