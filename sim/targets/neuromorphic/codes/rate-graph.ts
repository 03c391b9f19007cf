import type { Neuron, Population, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { SpikingLayer, SpikingNetwork } from '../spiking-network.ts';
import { synapseLists } from './synapse-lists.ts';

/** Grey value of an input neuron that fires in every step. */
const white = 255;

/**
 * A rate-coded network as populations and projections: the same spikes as `SpikeDynamics`, step by step, as long as no
 * potential meets the 24 bits of Loihi. There, spikes of the last step have already reached the outputs; here they do in
 * one more step. Population 0 is the input (`rateInput`), the last one accumulates.
 */
export function rateGraph(network: SpikingNetwork): SpikingGraph {
  const { inHeight, inWidth, inChannels } = network.layers[0]!.geometry;
  const populations: Population[] = [
    {
      name: 'input',
      shape: [inHeight * inWidth, inChannels],
      size: inHeight * inWidth * inChannels,
      neuron: { kind: 'input' },
    },
    ...network.layers.map((layer): Population => {
      const { outHeight, outWidth, outChannels } = layer.geometry;
      const size = outHeight * outWidth * outChannels;
      return {
        name: layer.name,
        shape: [outHeight * outWidth, outChannels],
        size,
        neuron: neuronOf(layer, size),
      };
    }),
  ];
  const projections = network.layers.map((layer, l) => ({
    name: `to ${layer.name}`,
    from: l,
    to: l + 1,
    delaySteps: 0,
    synapses: synapseLists(layer, () => 1),
  }));
  return { name: network.pointId, populations, projections };
}

function neuronOf(layer: SpikingLayer, size: number): Neuron {
  const perNeuron = (perChannel: Int32Array) =>
    Float64Array.from({ length: size }, (_, n) => perChannel[n % perChannel.length]!);
  return {
    kind: 'integrate',
    currentDecay: 0,
    potentialDecay: 1,
    bias: perNeuron(layer.bias),
    threshold: !layer.fires
      ? Number.POSITIVE_INFINITY
      : layer.silent
        ? Float64Array.from(layer.silent, (off) => (off ? Number.POSITIVE_INFINITY : layer.threshold))
        : layer.threshold,
    reset: !layer.fires ? 'none' : layer.clears ? 'to' : 'subtract',
    resetPotential: 0,
    initialPotential: perNeuron(layer.initial),
    refractorySteps: 0,
    lowestPotential: Number.NEGATIVE_INFINITY,
    thresholdNoise: 0,
  };
}

/**
 * Spikes of the input neurons of a frame, one array a step: each integrates its grey value and fires above white. This is
 * an encoding of a frame, not what an event camera would send.
 * @param image [pixels] u8
 */
export function rateInput(image: Uint8Array, steps: number): readonly Float64Array[] {
  const membranes = new Int32Array(image.length).fill(white >> 1);
  return Array.from({ length: steps }, () =>
    Float64Array.from(image, (grey, n) => {
      const v = membranes[n]! + grey;
      const fired = v > white;
      membranes[n] = fired ? v - white : v;
      return fired ? 1 : 0;
    }),
  );
}
