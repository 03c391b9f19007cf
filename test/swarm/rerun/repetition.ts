import type { RunnableProfile } from '../../../sim/targets/profile-schema.ts';
import type { SwarmOutcome } from '../run/swarm-outcome.ts';

/** Runs a scenario again, changed in a way whose effect is known, and says in words where the effect is another. */
export type Repetition = (
  outcome: SwarmOutcome,
  tools: { readonly shipped: ReadonlyMap<string, RunnableProfile> },
) => string[];
