import type { GovernorName } from '../../../../sim/targets/clocks/governor-name.ts';
import type { Target } from '../../../../sim/targets/target.ts';
import { smallTarget } from '../small-target.ts';

/** The small target with three clocks under a governor; the fastest is the one that it has without. */
export function governedTarget(governor: GovernorName): Target {
  const target = smallTarget();
  const clocks = { hz: [25e6, 50e6, 100e6], volts: [1, 1, 1], own: 2, switchNs: 1000, switchJ: 1e-6 };
  return {
    ...target,
    governor,
    units: [{ ...target.units[0]!, clocks }],
    lower: (plan, outcome) =>
      target.lower(plan, outcome).map((stage) => {
        const slowdown = 2 ** (2 - (plan.clock ?? 2));
        const durationNs = stage.durationNs * slowdown;
        return {
          ...stage,
          durationNs,
          joules: { compute: stage.joules.compute! / slowdown, static: durationNs * 1e-9 },
        };
      }),
  };
}
