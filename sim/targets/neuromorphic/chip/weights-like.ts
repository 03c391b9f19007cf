import type { SpikingGraph, Weights } from '../../../network/spiking/spiking-graph.ts';

/** An array for the weights of all projections together: their own type where they agree, else doubles. */
export function weightsLike({ projections }: SpikingGraph, length: number): Weights {
  const types = new Set(projections.map(({ synapses }) => synapses.weight.constructor));
  const type = types.size === 1 ? ([...types][0] as new (length: number) => Weights) : Float64Array;
  return new type(length);
}
