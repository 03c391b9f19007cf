import type { NetworkGraph } from './network-graph.ts';

/** A sum of two activations of which one can be left out: what only it needs does not run then. */
export interface ResidualBlock {
  /** Name of the Add, and the value that it writes. */
  readonly add: string;
  readonly value: string;
  /** The input that stays, and the one that is left out. */
  readonly kept: string;
  readonly branch: string;
}

const matrices = new Set(['Conv', 'Gemm', 'MatMul']);

/**
 * The residual blocks of a network in execution order. The branch is the input for which more operators with weights run that
 * the other does not need, so that a shortcut with a convolution of its own stays. The network's outputs are no blocks.
 */
export function residualBlocks(network: NetworkGraph): ResidualBlock[] {
  const writers = new Map(network.nodes.map((node) => [node.outputs[0]!, node]));
  const needs = (value: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const visit = (name: string) => {
      const node = writers.get(name);
      if (!node || found.has(node.name)) return;
      found.add(node.name);
      node.inputs.forEach(visit);
    };
    visit(value);
    return found;
  };
  const outputs = new Set((network.outputs ?? [network.output]).map(({ name }) => name));
  return network.nodes.flatMap((node): ResidualBlock[] => {
    const [a, b, ...rest] = node.inputs;
    if (node.type !== 'Add' || rest.length > 0 || !writers.has(a!) || !writers.has(b!)) return [];
    if (outputs.has(node.outputs[0]!)) return [];
    const [ofA, ofB] = [needs(a!), needs(b!)];
    const own = (of: ReadonlySet<string>, other: ReadonlySet<string>) =>
      network.nodes.filter(({ name, type }) => of.has(name) && !other.has(name) && matrices.has(type)).length;
    const [first, second] = [own(ofA, ofB), own(ofB, ofA)];
    if (first === second) return [];
    const [branch, kept] = first > second ? [a!, b!] : [b!, a!];
    return [{ add: node.name, value: node.outputs[0]!, kept, branch }];
  });
}
