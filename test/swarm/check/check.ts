import type { SwarmOutcome } from '../run/swarm-outcome.ts';

/** Looks at what a scenario gave, and says in words what breaks an invariant; empty where nothing does. */
export type Check = (outcome: SwarmOutcome) => string[];
