import type { SpikingGraph, Synapses } from '../../../network/spiking/spiking-graph.ts';
import type { ChipNetwork } from '../chip/chip-network.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { compileNetwork } from '../chip/compile-network.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import type { ConvertedNetwork } from './converted-graph.ts';

/**
 * A placed network of which cores with nothing but neurons that are switched off have no power: nothing is sent to them, none of
 * their neurons is visited, and they count as unused.
 */
export function gatedNetwork(
  { graph, silent }: Pick<ConvertedNetwork, 'graph' | 'silent'>,
  { design }: Pick<ChipTarget, 'design'>,
  placement: ChipPlacement,
): ChipNetwork {
  if (!silent) return compileNetwork(graph, design, placement);
  const powered = new Uint8Array(design.coreKind.length);
  for (const [n, core] of placement.core.entries()) if (!silent[n]) powered[core] = 1;
  const reached = Uint8Array.from(placement.core, (core) => powered[core]!);
  const network = compileNetwork(withSynapsesTo(graph, reached), design, placement);
  const tiles = new Set(design.coreTile.filter((_, core) => powered[core] === 1));
  return {
    ...network,
    usedCores: powered.reduce((sum, on) => sum + on, 0),
    usedTiles: tiles.size,
    segments: network.segments.filter(({ core }) => powered[core] === 1),
  };
}

/** The graph without the synapses of other neurons than those that are reached. */
function withSynapsesTo(graph: SpikingGraph, reached: Uint8Array): SpikingGraph {
  if (reached.every((one) => one === 1)) return graph;
  const first: number[] = [];
  let neurons = 0;
  for (const { size } of graph.populations) {
    first.push(neurons);
    neurons += size;
  }
  return {
    ...graph,
    projections: graph.projections.map((projection) => ({
      ...projection,
      synapses: kept(projection.synapses, reached.subarray(first[projection.to]!)),
    })),
  };
}

function kept(synapses: Synapses, reached: Uint8Array): Synapses {
  if (synapses.kind !== 'lists') throw new TypeError('a converted network has its synapses in lists');
  const { start, target, weight } = synapses;
  const places: number[] = [];
  const starts = new Uint32Array(start.length);
  for (let s = 0; s + 1 < start.length; s++) {
    for (let i = start[s]!; i < start[s + 1]!; i++) if (reached[target[i]!]) places.push(i);
    starts[s + 1] = places.length;
  }
  return {
    ...synapses,
    start: starts,
    target: Uint32Array.from(places, (i) => target[i]!),
    weight: Float64Array.from(places, (i) => weight[i]!),
  };
}
