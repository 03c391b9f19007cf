import type { Neuron, PerNeuron, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { NeuronParameters } from './chip-network.ts';

/** Parameters of all neurons of a graph in the order of their slots. */
export function neuronParameters(
  graph: SpikingGraph,
  slotOfNeuron: Uint32Array,
  forced: Uint8Array | null,
): NeuronParameters {
  const count = slotOfNeuron.length;
  const state: NeuronParameters = {
    currentDecay: new Float64Array(count),
    currentBias: new Float64Array(count),
    potentialDecay: new Float64Array(count),
    bias: new Float64Array(count),
    threshold: new Float64Array(count),
    resetPotential: new Float64Array(count),
    initialPotential: new Float64Array(count),
    refractorySteps: new Uint16Array(count),
    forced: new Uint8Array(count),
  };
  let first = 0;
  for (const { size, neuron } of graph.populations) {
    const slots = slotOfNeuron.subarray(first, first + size);
    for (const [name, value] of parametersOf(neuron)) fill(state[name], slots, value);
    if (forced) for (let i = 0; i < size; i++) state.forced[slots[i]!] = forced[first + i]!;
    first += size;
  }
  return state;
}

type Named = readonly [keyof NeuronParameters, PerNeuron];

function parametersOf(neuron: Neuron): readonly Named[] {
  if (neuron.kind === 'integrate')
    return [
      ['currentDecay', neuron.currentDecay],
      ['currentBias', neuron.currentBias ?? 0],
      ['potentialDecay', neuron.potentialDecay],
      ['bias', neuron.bias],
      ['threshold', neuron.threshold],
      ['resetPotential', neuron.resetPotential],
      ['initialPotential', neuron.initialPotential],
      ['refractorySteps', neuron.refractorySteps],
    ];
  if (neuron.kind === 'sigma-delta')
    return [
      ['bias', neuron.bias],
      ['threshold', neuron.deltaThreshold],
    ];
  return neuron.kind === 'relay' ? [['bias', neuron.bias]] : [];
}

function fill(
  into: Float64Array | Uint16Array | Uint8Array,
  slots: Uint32Array,
  value: number | Float64Array,
): void {
  for (let i = 0; i < slots.length; i++) into[slots[i]!] = typeof value === 'number' ? value : value[i]!;
}
