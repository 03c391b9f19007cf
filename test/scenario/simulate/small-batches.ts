import type { Target } from '../../../sim/targets/target.ts';
import { smallTarget } from './small-target.ts';

/** The small target with passes of several samples, which take half a millisecond beside them. It rests at 0.1 W and wakes for nothing. */
export function batchTarget(): Target {
  const target = smallTarget();
  return {
    ...target,
    targetClass: 'server-gpu',
    units: target.units.map((unit) => ({
      ...unit,
      powerStates: [{ name: 'idle', powerW: 0.1, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 }],
    })),
    capabilities: () => ({ skipsBlocks: true, skipsInputs: false, batches: true, numericForms: ['fp32'] }),
    lower: (plan) => {
      const batch = plan.batch ?? 1;
      const [stage] = target.lower(plan, null);
      const durationNs = 5e5 + batch * stage!.durationNs;
      const joules = { compute: 2.5e-4 + batch * stage!.joules.compute!, static: durationNs * 1e-9 };
      return [{ ...stage!, durationNs, joules }];
    },
  };
}
