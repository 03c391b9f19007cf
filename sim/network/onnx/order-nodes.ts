import type { NetworkNode, Tensor } from '../network.ts';
import type { Refuse } from './model-error.ts';

/**
 * Nodes in an order in which every input is ready (the file's own order where that already holds).
 * @throws through `refuse`: E_MODEL_CYCLE, E_MODEL_INITIALISER, E_MODEL_GRAPH
 */
export function orderNodes(
  nodes: readonly NetworkNode[],
  inputs: readonly string[],
  initialisers: ReadonlyMap<string, Tensor>,
  outputs: readonly string[],
  refuse: Refuse,
): NetworkNode[] {
  const producer = new Map<string, NetworkNode>();
  const given = new Set(inputs);
  for (const node of nodes) {
    for (const value of node.outputs) {
      if (producer.has(value) || initialisers.has(value) || given.has(value)) {
        refuse('E_MODEL_GRAPH', `value '${value}' is written twice, the second time by node '${node.name}'`);
      }
      producer.set(value, node);
    }
  }
  for (const node of nodes) {
    for (const value of node.inputs) {
      if (!given.has(value) && !initialisers.has(value) && !producer.has(value)) {
        refuse(
          'E_MODEL_INITIALISER',
          `node '${node.name}' (${node.type}) reads '${value}', which is neither an initialiser nor the output of a ` +
            'node; export the model with all its weights',
        );
      }
    }
  }
  for (const output of outputs) {
    if (!producer.has(output)) refuse('E_MODEL_GRAPH', `no node writes the output '${output}'`);
  }

  const done = new Set<string>([...inputs, ...initialisers.keys()]);
  const ordered: NetworkNode[] = [];
  let waiting = [...nodes];
  while (waiting.length > 0) {
    const blocked: NetworkNode[] = [];
    for (const node of waiting) {
      if (node.inputs.every((value) => done.has(value))) {
        ordered.push(node);
        for (const value of node.outputs) done.add(value);
      } else {
        blocked.push(node);
      }
    }
    if (blocked.length === waiting.length) {
      const names = blocked.slice(0, 5).map((node) => node.name);
      refuse(
        'E_MODEL_CYCLE',
        `the graph has a cycle through or before ${names.join(', ')}${blocked.length > 5 ? ', ...' : ''}; ` +
          'recurrent networks are not read: unroll the loop',
      );
    }
    waiting = blocked;
  }
  return ordered;
}
