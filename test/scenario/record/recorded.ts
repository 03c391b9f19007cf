import type { WatchableRun } from '../../../sim/scenario/record/describe-event.ts';
import type { RequestRun } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { Dice, randomRun } from '../simulate/random-system.ts';
import { randomEnvironment } from '../simulate/surroundings/random-environment.ts';

/** A random run as one that can be watched again and again. @param surrounded with an environment, where it has one unit */
export function randomWatchable(
  seed: number,
  surrounded = false,
): WatchableRun & { readonly result: RequestRun } {
  const make = () => {
    const { system, trace, policy } = randomRun(seed);
    if (!surrounded || system.units.length > 1) return { system, trace, policy };
    const { energyJ, endNs } = simulateRequests(system, trace, randomRun(seed).policy);
    const environment = randomEnvironment(new Dice(seed + 1), energyJ, endNs);
    return { system: { ...system, environment }, trace, policy };
  };
  const { system, trace } = make();
  const run: WatchableRun['run'] = (watch) => simulateRequests(system, trace, make().policy, watch);
  return { system, trace, optionIds: system.options.map((_, i) => `L${i}`), run, result: run({}) };
}
