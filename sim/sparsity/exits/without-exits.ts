import type { Network } from '../../network/network.ts';
import type { OnnxSpec } from '../../network/onnx/write-onnx.ts';
import { networkExits } from './exit-names.ts';

/** A network as it is written, without exits and what only they read. @throws RangeError as `networkExits` */
export function withoutExits(network: Network): OnnxSpec {
  const { main, exits } = networkExits(network);
  const inputs = network.inputs ?? [
    { ...network.input, type: 'float32' as const, dims: network.input.shape },
  ];
  const spec: OnnxSpec = {
    ...{ name: network.name, inputs, outputs: [main], nodes: network.nodes },
    ...{ initialisers: network.initialisers, ladder: network.ladder },
    ...(network.dims ? { dims: network.dims } : {}),
  };
  if (exits.length === 0) return spec;
  const needed = new Set([main.name]);
  const nodes = [...network.nodes].reverse().filter((node) => {
    const kept = node.outputs.some((value) => needed.has(value));
    if (kept) for (const value of node.inputs) needed.add(value);
    return kept;
  });
  const readBefore = new Set(network.nodes.flatMap((node) => node.inputs));
  // What nobody read, as the arrays of a ladder, stays.
  const initialisers = new Map(
    [...network.initialisers].filter(([name]) => needed.has(name) || !readBefore.has(name)),
  );
  return { ...spec, nodes: nodes.reverse(), initialisers };
}
