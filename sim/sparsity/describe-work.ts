import { activeWeights } from '../network/active-weights.ts';
import { denseWork } from '../network/dense-work.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import type { OperatorWork } from '../network/operator-work.ts';
import { executedGraph } from './executed-graph.ts';
import { patternedLayers } from './fitted/patterned-layers.ts';
import type { OperatingPoint } from './operating-point.ts';
import { pointOfPart } from './point-of-part.ts';

/**
 * What every fused operator of the network that runs at an operating point costs there, batch 1, in execution order: those with
 * multiply-accumulates and the others (pooling, additions, softmax), whose multiply-accumulates are 0. Gates do not
 * enter: what they skip depends on the sample and stands in the outcome table.
 * @throws RangeError when the point names a level that the network's ladder lacks
 */
export function describeWork(network: NetworkGraph, point: OperatingPoint): OperatorWork[] {
  const all = network.ladder?.layers.length ?? 0;
  if (all !== point.levels.length) {
    throw new RangeError(
      `point '${point.id}' has ${point.levels.length} levels, the network '${network.name}' has ${all} ladder layers`,
    );
  }
  const graph = executedGraph(network, point);
  const layers = graph.ladder?.layers ?? [];
  const { levels } = pointOfPart(network, graph, point);
  const { pattern } = point;
  const pruned = new Set(pattern ? patternedLayers(graph, pattern).map(({ node }) => node) : []);
  return denseWork(graph).map((work) => {
    const index = layers.findIndex((layer) => layer.node === work.node);
    if (index < 0) return work;
    const layer = layers[index]!;
    const level = levels[index]!;
    if (!(level in layer.levelEnds)) {
      throw new RangeError(
        `point '${point.id}' asks for level ${level} of '${layer.node}', which has levels 0 to ${layer.levelEnds.length - 1}`,
      );
    }
    if (pattern && pruned.has(layer.node)) {
      const kept = (work.weights / pattern.group) * pattern.kept;
      return { ...work, inLadder: true, pattern, activeWeights: kept, activeMacs: kept * work.pixels };
    }
    const active = activeWeights(layer, level);
    return {
      ...work,
      inLadder: true,
      activeWeights: active,
      activeBlocks: layer.levelEnds[level]!,
      activeMacs: active * work.pixels,
    };
  });
}

/** Names of the operators with multiply-accumulates in execution order: the layers of outcome tables. */
export function macLayers(network: NetworkGraph): string[] {
  return denseWork(network)
    .filter((work) => work.grossMacs > 0)
    .map((work) => work.node);
}
