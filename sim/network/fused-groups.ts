import type { GraphNode, NetworkGraph } from './network-graph.ts';

/** Operators that run as one: a main node with the bias, batch norm and clipping activation that only it feeds. */
export interface FusedGroup {
  readonly main: GraphNode;
  readonly nodes: readonly GraphNode[];
  /** Values that the group reads (no initialisers, views resolved to what they look at) and the one it writes. */
  readonly inputs: readonly string[];
  readonly output: string;
}

const views = new Set(['Flatten', 'Reshape', 'Identity', 'Transpose', 'Unsqueeze']);
/** What becomes of ids: one number a token, or rows of a table as they lie, beside which reading the ids is all there is. */
const ofIds = new Set(['Cast', 'Equal', 'Not', 'Shape', 'Slice', 'Where']);
const epilogues = new Set(['BatchNormalization', 'Relu', 'Clip']);

/**
 * The network as fused groups in execution order. Flatten, Reshape, Identity, Transpose and Unsqueeze are views: they move
 * nothing and belong to no group (the transpositions of attention are a way of indexing), and so are masks, positions and
 * casts. BatchNormalization, Relu, Clip and sums and products with a constant join the group before them when nothing else
 * reads its result; other activations are operators of their own, as many runtimes have them.
 */
export function fusedGroups(network: NetworkGraph): FusedGroup[] {
  const readers = new Map<string, number>();
  for (const node of network.nodes) {
    for (const value of node.inputs) readers.set(value, (readers.get(value) ?? 0) + 1);
  }
  const byConstant = (node: GraphNode) =>
    (node.type === 'Add' || node.type === 'Mul') &&
    node.inputs.slice(1).every((value) => network.initialisers.has(value));
  const outputs = new Set((network.outputs ?? [network.output]).map(({ name }) => name));
  const seen = new Map<string, string>();
  const resolve = (value: string) => seen.get(value) ?? value;
  const groups: { main: GraphNode; nodes: GraphNode[]; inputs: string[]; output: string }[] = [];
  const writer = new Map<string, (typeof groups)[number]>();
  for (const node of network.nodes) {
    const output = node.outputs[0]!;
    const inputs = node.inputs.filter((value) => !network.initialisers.has(value)).map(resolve);
    if (views.has(node.type) || (ofIds.has(node.type) && inputs.length > 0)) {
      seen.set(output, inputs[0]!);
      continue;
    }
    const before = writer.get(node.inputs[0]!);
    const joins =
      before !== undefined &&
      (epilogues.has(node.type) || byConstant(node)) &&
      before.output === node.inputs[0] &&
      readers.get(before.output) === 1 &&
      !outputs.has(before.output);
    if (joins) {
      before.nodes.push(node);
      before.output = output;
      writer.set(output, before);
    } else {
      const group = { main: node, nodes: [node], inputs, output };
      groups.push(group);
      writer.set(output, group);
    }
  }
  return groups;
}
