import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type { Network, NetworkNode, Tensor } from '../../sim/network/network.ts';
import type { OperatorType } from '../../sim/network/network-graph.ts';

/** One operator of a chain: its constants by shape (seeded values), its attributes and the shape that it makes. */
export interface ChainNode {
  readonly type: OperatorType;
  readonly name?: string;
  readonly constants?: readonly (readonly number[])[];
  readonly attributes?: NetworkNode['attributes'];
  readonly shape: readonly number[];
  /** Read these values instead of the one before (to make something that is not a chain). */
  readonly inputs?: readonly string[];
}

/** A network that is one operator after another; operator i is named `<type><i>` and makes a value of that name. */
export function chainNetwork(inputShape: readonly number[], chain: readonly ChainNode[], seed = 1): Network {
  const initialisers = new Map<string, Tensor>();
  const shapes = new Map<string, readonly number[]>([['input', inputShape]]);
  let value = 'input';
  const nodes = chain.map(({ type, name = '', constants = [], attributes = {}, shape, inputs }, i) => {
    const own = name || `${type}${i}`;
    const constantNames = constants.map((dims, c) => {
      const draws = new RandomStream(seed, `${own}.${c}`, 'chain');
      const size = dims.reduce((a, b) => a * b, 1);
      // Positive for batch normalisation, whose last constant is a variance.
      const low = type === 'BatchNormalization' ? 0.2 : -0.5;
      const data = Float32Array.from({ length: size }, (_, k) => low + draws.uniform(k));
      initialisers.set(`${own}.${c}`, { shape: dims, data });
      shapes.set(`${own}.${c}`, dims);
      return `${own}.${c}`;
    });
    const node: NetworkNode = {
      name: own,
      type,
      inputs: inputs ?? [value, ...constantNames],
      outputs: [own],
      attributes,
    };
    shapes.set(own, shape);
    value = own;
    return node;
  });
  return {
    name: 'chain',
    hash: `chain-${seed}`,
    nodes,
    initialisers,
    input: { name: 'input', shape: inputShape },
    output: { name: value, shape: chain.at(-1)?.shape ?? inputShape },
    shapes,
    ladder: null,
  };
}
