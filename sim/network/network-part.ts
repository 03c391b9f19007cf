import { fusedGroups } from './fused-groups.ts';
import type { GraphNode, NetworkGraph } from './network-graph.ts';

// Cost models remember what they computed by graph: the same part must be the same object.
const parts = new WeakMap<NetworkGraph, Map<string, NetworkGraph>>();

/**
 * Fused operators `from` (counted) to `to` (not counted) of a network as a graph of their own, whose input and output are
 * the tensors that cross; all of them: the network itself. Weights that operators on both sides use belong to both parts.
 * Its `hash` is no file's: it says of which network it is which part.
 * @param from and `to`: 0, the number of fused operators, or `after` of one of the `cutPoints`
 */
export function networkPart(network: NetworkGraph, from: number, to: number): NetworkGraph {
  let known = parts.get(network);
  if (!known) {
    known = new Map();
    parts.set(network, known);
  }
  const key = `${from}-${to}`;
  let part = known.get(key);
  if (!part) {
    part = takePart(network, from, to);
    known.set(key, part);
  }
  return part;
}

function takePart(network: NetworkGraph, from: number, to: number): NetworkGraph {
  const groups = fusedGroups(network);
  if (from === 0 && to === groups.length) return network;
  if (!(from >= 0 && from < to && to <= groups.length)) {
    throw new RangeError(
      `operators ${from} to ${to} of '${network.name}', which has ${groups.length}; give a range that is not empty`,
    );
  }
  const value = (name: string) => ({ name, shape: network.shapes.get(name)! });
  const own = groups.slice(from, to);
  const ends = to === groups.length;
  const nodes = withViews(
    network,
    own.flatMap((group) => group.nodes),
    ends,
  );
  const names = new Set(nodes.map((node) => node.name));
  const { inputs, outputs, ladder, ...rest } = network;
  return {
    ...rest,
    hash: `${network.hash}:${from}-${to}`,
    nodes,
    ...(from > 0 ? { input: value(groups[from - 1]!.output) } : inputs ? { inputs } : {}),
    ...(!ends ? { output: value(own.at(-1)!.output) } : outputs ? { outputs } : {}),
    ladder: ladder && { ...ladder, layers: ladder.layers.filter((layer) => names.has(layer.node)) },
  };
}

/** The operators with the views through which they, or the network's outputs, read; in execution order. */
function withViews(network: NetworkGraph, own: readonly GraphNode[], ends: boolean): readonly GraphNode[] {
  const writers = new Map(network.nodes.map((node) => [node.outputs[0]!, node]));
  const grouped = new Set(fusedGroups(network).flatMap((group) => group.nodes));
  const taken = new Set(own);
  const asked = own.flatMap((node) => node.inputs);
  if (ends) asked.push(...(network.outputs ?? [network.output]).map(({ name }) => name));
  for (const name of asked) {
    const writer = writers.get(name);
    if (!writer || grouped.has(writer) || taken.has(writer)) continue;
    taken.add(writer);
    asked.push(...writer.inputs);
  }
  return network.nodes.filter((node) => taken.has(node));
}
