import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { SynapseRow } from '../chip/synapse-row.ts';
import type { Clusters } from './fill-cores.ts';

/** Messages between clusters if every neuron fires once. */
export interface Traffic {
  /** By cluster its partners and the messages to and from each, itself left out. */
  readonly partners: readonly ReadonlyMap<number, number>[];
  /** Distinct neurons that send to a cluster, and messages that leave it. */
  readonly axonsIn: Float64Array;
  readonly axonsOut: Float64Array;
}

export function trafficBetween(graph: SpikingGraph, { clusterOf, count }: Clusters): Traffic {
  const partners = Array.from({ length: count }, () => new Map<number, number>());
  const axonsIn = new Float64Array(count);
  const axonsOut = new Float64Array(count);
  const row = new SynapseRow(graph);
  const seenBy = new Int32Array(count).fill(-1);
  const first: number[] = [];
  let neurons = 0;
  for (const { size } of graph.populations) {
    first.push(neurons);
    neurons += size;
  }
  for (let p = 0; p < graph.populations.length; p++)
    for (let i = 0; i < graph.populations[p]!.size; i++) {
      const neuron = first[p]! + i;
      const from = clusterOf[neuron]!;
      graph.projections.forEach((projection, index) => {
        if (projection.from !== p) return;
        row.read(index, i);
        for (let k = 0; k < row.count; k++) {
          const to = clusterOf[first[projection.to]! + row.target[k]!]!;
          if (seenBy[to] === neuron) continue;
          seenBy[to] = neuron;
          axonsIn[to]!++;
          axonsOut[from]!++;
          if (to === from) continue;
          partners[from]!.set(to, (partners[from]!.get(to) ?? 0) + 1);
          partners[to]!.set(from, (partners[to]!.get(from) ?? 0) + 1);
        }
      });
    }
  return { partners, axonsIn, axonsOut };
}
