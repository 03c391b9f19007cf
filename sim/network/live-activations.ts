import { activationLifetimes } from './activation-lifetimes.ts';
import { fusedGroups } from './fused-groups.ts';
import type { NetworkGraph } from './network-graph.ts';

/** Activation values that are alive while one fused operator runs, batch 1. */
export interface LiveActivations {
  readonly node: string;
  readonly values: number;
}

/** Activations alive during each fused operator: what it reads and writes, and what later operators still need. */
export function liveActivations(network: NetworkGraph): LiveActivations[] {
  const lifetimes = activationLifetimes(network);
  return fusedGroups(network).map((group, step) => ({
    node: group.main.name,
    values: lifetimes.reduce(
      (sum, { values, firstStep, lastStep }) => (firstStep <= step && step <= lastStep ? sum + values : sum),
      0,
    ),
  }));
}
