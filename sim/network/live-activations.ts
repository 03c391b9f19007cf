import { fusedGroups } from './fused-groups.ts';
import type { NetworkGraph } from './network-graph.ts';

/** Activation values that are alive while one fused operator runs, batch 1. */
export interface LiveActivations {
  readonly node: string;
  readonly values: number;
}

/**
 * Activations alive during each fused operator: what it reads and writes, and what later operators still need. An
 * operator never overwrites its input, views take no room, and the network's input counts until its last reader.
 */
export function liveActivations(network: NetworkGraph): LiveActivations[] {
  const groups = fusedGroups(network);
  const born = new Map<string, number>([[network.input.name, 0]]);
  const lastRead = new Map<string, number>();
  groups.forEach((group, step) => {
    born.set(group.output, step);
    lastRead.set(group.output, step);
    for (const name of group.inputs) lastRead.set(name, step);
  });
  return groups.map((group, step) => {
    let values = 0;
    for (const [name, from] of born) {
      if (from > step || (lastRead.get(name) ?? 0) < step) continue;
      values += network.shapes.get(name)!.reduce((product, dim) => product * dim, 1);
    }
    return { node: group.main.name, values };
  });
}
