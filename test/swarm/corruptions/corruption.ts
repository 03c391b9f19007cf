import type { SwarmOutcome } from '../run/swarm-outcome.ts';

/** Changes one thing of an outcome; undefined where there is nothing to change. */
export type Corrupt = (outcome: SwarmOutcome) => SwarmOutcome | undefined;

/** What is wrong afterwards, and the invariant whose checker must see it. */
export type Corruption = readonly [invariant: string, what: string, corrupt: Corrupt];
