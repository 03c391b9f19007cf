import type { SpikingGraph, Synapses } from '../../../network/spiking/spiking-graph.ts';
import { SynapseRow } from '../chip/synapse-row.ts';

/** By neuron, numbered through all populations, what ends at it. */
export interface Incoming {
  readonly fanIn: Uint32Array;
  /** Synapses that are stored one by one; those of a shared kernel are not. */
  readonly listed: Uint32Array;
  /** Its sources are sources[start[n]] … sources[start[n+1]-1]; empty where they were not asked for. */
  readonly start: Uint32Array;
  readonly sources: Uint32Array;
}

export function incoming(graph: SpikingGraph, withSources: boolean): Incoming {
  const first: number[] = [];
  let neurons = 0;
  for (const { size } of graph.populations) {
    first.push(neurons);
    neurons += size;
  }
  const fanIn = new Uint32Array(neurons);
  const listed = new Uint32Array(neurons);
  const row = new SynapseRow(graph);
  const eachRow = (visit: (source: number, firstTarget: number, isList: boolean) => void): void => {
    graph.projections.forEach(({ from, to, synapses }, projection) => {
      for (let i = 0; i < graph.populations[from]!.size; i++) {
        row.read(projection, i);
        visit(first[from]! + i, first[to]!, storedOneByOne(synapses));
      }
    });
  };
  eachRow((_, firstTarget, isList) => {
    for (let k = 0; k < row.count; k++) {
      fanIn[firstTarget + row.target[k]!]!++;
      if (isList) listed[firstTarget + row.target[k]!]!++;
    }
  });
  const start = new Uint32Array(neurons + 1);
  if (!withSources) return { fanIn, listed, start, sources: new Uint32Array(0) };
  for (let n = 0; n < neurons; n++) start[n + 1] = start[n]! + fanIn[n]!;
  const next = start.slice();
  const sources = new Uint32Array(start[neurons]!);
  eachRow((source, firstTarget) => {
    for (let k = 0; k < row.count; k++) sources[next[firstTarget + row.target[k]!]!++] = source;
  });
  return { fanIn, listed, start, sources };
}

function storedOneByOne(synapses: Synapses): boolean {
  return synapses.kind === 'dense' || (synapses.kind === 'lists' && synapses.shared === undefined);
}
