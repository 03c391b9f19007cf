import { pruneNm } from '../../../kernels/index.ts';
import type { Ladder } from '../../network/ladder.ts';
import type { Network, Tensor } from '../../network/network.ts';
import { executedGraph } from '../executed-graph.ts';
import type { NmPattern, OperatingPoint } from '../operating-point.ts';
import { committedFits } from './committed-fits.ts';
import type { FittedEpilogue, FittedPoint } from './fitted-point.ts';
import { hashFitted } from './fitted-point.ts';
import { patternedLayers } from './patterned-layers.ts';

/**
 * A network as it is executed at a point with skipped branches or a pattern: these weights, and what was fitted to the point
 * in place of its level's scales, biases and head. At any other point it is the network itself.
 * @param fits by default those committed for exactly this file
 * @throws RangeError where what the point was fitted with is not among them
 */
export function withFitted(
  network: Network,
  point: OperatingPoint,
  fits: readonly FittedPoint[] = committedFits(network.hash)?.points ?? [],
): Network {
  const { skips = [], pattern, fitted, levels } = point;
  if (skips.length === 0 && !pattern && fitted === undefined) return network;
  const { exit: _, ...whole } = point;
  const bare = executedGraph(network, whole);
  const pruned = pattern ? withPattern(bare, pattern) : bare;
  if (fitted === undefined) return pruned;
  const found = fits.find((fit) => hashFitted(fit) === fitted.hash);
  if (!found) {
    throw new RangeError(
      `point ${point.id}: what was fitted to it (${fitted.hash.slice(0, 12)}) does not come with network ${network.name}; run tools/fit-points.ts`,
    );
  }
  return withHead(withEpilogues(pruned, levels[0] ?? 0, found.epilogues), found.head);
}

/** The network with these epilogues at a level; the other levels keep theirs. */
export function withEpilogues(
  network: Network,
  level: number,
  epilogues: readonly FittedEpilogue[],
): Network {
  if (epilogues.length === 0) return network;
  const layers = network.ladder!.layers.map((layer): Ladder['layers'][number] => {
    const own = epilogues.find(({ node }) => node === layer.node);
    if (!own) return layer;
    const put = (all: Float32Array, values: Float32Array) => {
      const copy = all.slice();
      copy.set(values, level * layer.rows);
      return copy;
    };
    return { ...layer, scale: put(layer.scale, own.scale), bias: put(layer.bias, own.bias) };
  });
  return { ...network, ladder: { ...network.ladder!, layers } };
}

/** The network with another last layer. */
export function withHead(network: Network, head: FittedPoint['head']): Network {
  if (!head) return network;
  const node = network.nodes.find(({ outputs }) => outputs[0] === network.output.name)!;
  const [, weight, bias] = node.inputs;
  const initialisers = new Map<string, Tensor>(network.initialisers);
  const put = (name: string, data: Float32Array) =>
    initialisers.set(name, { shape: network.initialisers.get(name)!.shape, data });
  put(weight!, head.weight);
  put(bias!, head.bias);
  return { ...network, initialisers };
}

/** The network with the weights of its ladder layers pruned, at level 0. */
function withPattern(network: Network, { kept, group }: NmPattern): Network {
  const initialisers = new Map<string, Tensor>(network.initialisers);
  for (const { node, rows, cols } of patternedLayers(network, { kept, group })) {
    const name = network.nodes.find((each) => each.name === node)!.inputs[1]!;
    const { shape, data } = network.initialisers.get(name)!;
    const values = pruneNm({ rows, cols, values: Float32Array.from(data) }, kept, group, node).values;
    initialisers.set(name, { shape, data: values });
  }
  return { ...network, initialisers };
}
