import type { Network } from '../../network/network.ts';

/** Whether every operator reads the value before it and constants alone: what the executors of chains, and gates, need. */
export function isChain({ nodes, initialisers, input }: Network): boolean {
  let value = input.name;
  return nodes.every((node) => {
    const read = node.inputs.filter((name) => name !== '' && !initialisers.has(name));
    const follows = read.length === 1 && read[0] === value;
    value = node.outputs[0]!;
    return follows;
  });
}
