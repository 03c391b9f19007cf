import type { SimulatedSystem } from './request-run.ts';
import type { PaidSystem } from './with-passes.ts';

/** The system with passes of every replica: each has an account of its own. */
export function replicatedPasses(system: SimulatedSystem): PaidSystem {
  const { units, options } = system;
  return {
    ...system,
    options: options.flatMap((costs) =>
      units.map((_, unit) => ({
        ...costs,
        segments: costs.segments.map((segment) => ({ ...segment, unit })),
      })),
    ),
    shown: (pass) => Math.floor(pass / units.length),
  };
}

/** Number of such a pass. */
export const replicatedPass = ({ units }: SimulatedSystem, option: number, unit: number) =>
  option * units.length + unit;
