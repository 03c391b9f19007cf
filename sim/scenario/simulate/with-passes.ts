import type { SimulatedSystem } from './request-run.ts';

/** The system with the costs of all passes as options: those of its options, then of what goes on from one to another. */
export const withPasses = (system: SimulatedSystem): SimulatedSystem =>
  system.continuations ? { ...system, options: [...system.options, ...system.continuations.costs] } : system;
