import type { GraphNode, NetworkGraph } from '../network/network-graph.ts';
import { residualBlocks } from '../network/residual-blocks.ts';
import { exitOutput, namedExits } from './exits/exit-names.ts';
import type { OperatingPoint } from './operating-point.ts';

// Cost models remember what they computed by graph: the same part must be the same object.
const graphs = new WeakMap<NetworkGraph, Map<string, NetworkGraph>>();

/**
 * The operators of a network that run at a point, as a graph of their own: what the answering output and the heads on the
 * way need, without the branches that are skipped. Heads of other exits, and of the same exit at other levels, do not run. A
 * network without exits of which nothing is skipped is itself.
 * Its `hash` is no file's: it says of which network it is which part.
 * @throws RangeError for an exit that the network lacks at the point's level, or a sum that is no residual one
 */
export function executedGraph<T extends NetworkGraph>(network: T, point: OperatingPoint): T {
  const exits = namedExits(network.outputs ?? []);
  const { skips = [] } = point;
  if (exits.length === 0 && point.exit === undefined && skips.length === 0) return network;
  const asked = [...(point.passedExits ?? []), ...(point.exit === undefined ? [] : [point.exit])];
  const heads = asked.map((exit) => headOf(network, point, exit));
  const answer = point.exit === undefined ? mainOutput(network) : heads.at(-1)!;
  const key = JSON.stringify([answer, heads, skips]);
  let known = graphs.get(network);
  if (!known) {
    known = new Map();
    graphs.set(network, known);
  }
  let graph = known.get(key);
  if (!graph) {
    graph = takeOutputs(withoutBranches(network, skips), answer, [...new Set([...heads, answer])], key);
    known.set(key, graph);
  }
  return graph as T;
}

/** The output that answers at an exit for a point's level. */
export function headOf(network: NetworkGraph, { id, levels }: OperatingPoint, exit: number): string {
  const exits = namedExits(network.outputs ?? []);
  const head = exitOutput({ exits }, exit, levels[0] ?? 0);
  if (head !== null) return head;
  const found = exits.map(({ name }) => name).join(', ') || 'none';
  throw new RangeError(
    `point '${id}' answers at exit ${exit}; network '${network.name}' has the exits: ${found}`,
  );
}

function mainOutput({ outputs, output }: NetworkGraph): string {
  const exits = new Set(namedExits(outputs ?? []).map(({ name }) => name));
  return (outputs ?? [output]).find(({ name }) => !exits.has(name))?.name ?? output.name;
}

/** The network with readers of a sum reading what stays of it. */
function withoutBranches(network: NetworkGraph, skips: readonly string[]): NetworkGraph {
  if (skips.length === 0) return network;
  const blocks = residualBlocks(network);
  const stays = new Map(
    skips.map((name) => {
      const block = blocks.find(({ add }) => add === name);
      if (block) return [block.value, block.kept] as const;
      const found = blocks.map(({ add }) => add).join(', ') || 'none';
      throw new RangeError(`network '${network.name}' has no residual sum '${name}'; it has: ${found}`);
    }),
  );
  const stay = (value: string): string => (stays.has(value) ? stay(stays.get(value)!) : value);
  const nodes = network.nodes
    .filter(({ name }) => !skips.includes(name))
    .map((node) => ({ ...node, inputs: node.inputs.map(stay) }));
  return { ...network, nodes };
}

function takeOutputs(
  network: NetworkGraph,
  answer: string,
  wanted: readonly string[],
  key: string,
): NetworkGraph {
  const needed = new Set(wanted);
  const nodes: GraphNode[] = [];
  for (const node of [...network.nodes].reverse()) {
    if (!node.outputs.some((value) => needed.has(value))) continue;
    nodes.push(node);
    for (const value of node.inputs) needed.add(value);
  }
  const names = new Set(nodes.map(({ name }) => name));
  const outputs = (network.outputs ?? [network.output]).filter(({ name }) => wanted.includes(name));
  const { ladder } = network;
  return {
    ...network,
    hash: `${network.hash}:${key}`,
    nodes: nodes.reverse(),
    output: outputs.find(({ name }) => name === answer)!,
    outputs,
    ladder: ladder && { ...ladder, layers: ladder.layers.filter(({ node }) => names.has(node)) },
  };
}
