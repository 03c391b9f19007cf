import { activationLifetimes } from './activation-lifetimes.ts';
import { fusedGroups } from './fused-groups.ts';
import type { NetworkGraph } from './network-graph.ts';

/** A place at which a network can be taken apart: one tensor is all that the rest needs. */
export interface CutPoint {
  /** Fused operators before the cut, at least 1, fewer than the network has. */
  readonly after: number;
  /** Main node of the last of them. */
  readonly node: string;
  /** The tensor that crosses. */
  readonly value: string;
  /** Of it, for one image. */
  readonly values: number;
}

/**
 * Where the network can be cut, in execution order. A residual block, a mask that later operators read, and an output
 * that is already there (an early exit) keep a second tensor alive: no cut lies there.
 */
export function cutPoints(network: NetworkGraph): CutPoint[] {
  const groups = fusedGroups(network);
  const outputs = outputSources(network, new Set(groups.map((group) => group.output)));
  const lifetimes = activationLifetimes(network);
  return groups.slice(0, -1).flatMap(({ main, output }, step) => {
    const alive = lifetimes.filter(
      ({ name, firstStep, lastStep }) => firstStep <= step && (lastStep > step || outputs.has(name)),
    );
    const [only] = alive;
    if (alive.length !== 1 || only!.name !== output || outputs.has(output)) return [];
    return [{ after: step + 1, node: main.name, value: output, values: only!.values }];
  });
}

/** The activations that the network's outputs are, or are views of. */
function outputSources(network: NetworkGraph, written: ReadonlySet<string>): ReadonlySet<string> {
  const writers = new Map(network.nodes.map((node) => [node.outputs[0]!, node]));
  return new Set(
    (network.outputs ?? [network.output]).map(({ name }) => {
      let value = name;
      while (!written.has(value) && writers.has(value)) value = writers.get(value)!.inputs[0]!;
      return value;
    }),
  );
}
