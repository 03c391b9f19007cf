import { fusedGroups } from './fused-groups.ts';
import type { NetworkGraph } from './network-graph.ts';

/** An activation and the fused operators, by number, from the one that writes it to the last that reads it. */
export interface ActivationLifetime {
  readonly name: string;
  readonly values: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

/**
 * Lifetimes of all activations at batch 1. An operator never overwrites its input, views take no room, and the
 * network's inputs live until their last readers.
 */
export function activationLifetimes(network: NetworkGraph): ActivationLifetime[] {
  const groups = fusedGroups(network);
  const born = new Map<string, number>((network.inputs ?? [network.input]).map(({ name }) => [name, 0]));
  const lastRead = new Map<string, number>();
  groups.forEach((group, step) => {
    born.set(group.output, step);
    lastRead.set(group.output, step);
    for (const name of group.inputs) lastRead.set(name, step);
  });
  return [...born].map(([name, firstStep]) => ({
    name,
    values: network.shapes.get(name)!.reduce((product, dim) => product * dim, 1),
    firstStep,
    lastStep: lastRead.get(name) ?? 0,
  }));
}
