import type { SimulatedSystem } from './request-run.ts';
import type { PaidSystem } from './with-passes.ts';

/** The system with the costs of all passes of all sizes as options, by clock where a governor changes it. */
export function batchedPasses(system: SimulatedSystem): PaidSystem {
  const { most, passes, byClock } = system.batching!;
  const n = system.options.length;
  return {
    ...system,
    options: (system.clocks ? byClock! : [passes]).flat(2),
    shown: (pass) => Math.floor(pass / most) % n,
  };
}

/** Number of such a pass. */
export const batchedPass = (system: SimulatedSystem, clock: number, option: number, samples: number) =>
  (clock * system.options.length + option) * system.batching!.most + samples - 1;
