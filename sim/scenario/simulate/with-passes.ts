import type { SimulatedSystem } from './request-run.ts';

/** A system whose options are passes. */
export interface PaidSystem extends SimulatedSystem {
  /** The option that an observer knows a pass by; absent: its own number. */
  readonly shown?: (pass: number) => number;
}

/**
 * The system with the costs of all passes as options: those of its options, then of what goes on from one to another, or
 * of passes at other clocks. Nothing goes on from one pass to another on a unit with several clocks.
 */
export const withPasses = (system: SimulatedSystem): PaidSystem => {
  const further = system.continuations ?? system.clocks;
  return further
    ? {
        ...system,
        options: [...system.options, ...further.costs],
        shown: (pass) => further.shown(pass),
      }
    : system;
};
