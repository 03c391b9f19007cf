import type { SimulatedSystem } from './request-run.ts';

/**
 * The system with the costs of all passes as options: those of its options, then of what goes on from one to another, or
 * of passes at other clocks. Nothing goes on from one pass to another on a unit with several clocks.
 */
export const withPasses = (system: SimulatedSystem): SimulatedSystem => {
  const further = system.continuations ?? system.clocks;
  return further ? { ...system, options: [...system.options, ...further.costs] } : system;
};
