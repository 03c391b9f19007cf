import type { SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import type { ChipPlacement } from '../../../../sim/targets/neuromorphic/chip/placement.ts';

/** C cores of n neurons, of which every p-th fires in each step and sends m messages to s synapses each. */
export interface SyntheticShape {
  readonly cores: number;
  readonly perCore: number;
  readonly messages: number;
  readonly synapses: number;
  readonly everyNth: number;
}

/**
 * The synthetic networks of the runs of SANA-FE in goldens.json: neuron l of core c has synapses on the cores
 * (c + 1 + 7k) mod C, k < m, there on the neurons (13 l + 5 j + k) mod n, j < s; all weights 0.
 */
export function syntheticNetwork({ cores, perCore, messages, synapses, everyNth }: SyntheticShape): {
  graph: SpikingGraph;
  placement: ChipPlacement;
} {
  const size = cores * perCore;
  const perNeuron = messages * synapses;
  const target = new Uint32Array(size * perNeuron);
  for (let neuron = 0, at = 0; neuron < size; neuron++) {
    const core = Math.floor(neuron / perCore);
    const l = neuron % perCore;
    for (let k = 0; k < messages; k++) {
      const base = ((core + 1 + 7 * k) % cores) * perCore;
      for (let j = 0; j < synapses; j++) target[at++] = base + ((13 * l + 5 * j + k) % perCore);
    }
  }
  const graph: SpikingGraph = {
    name: 'synthetic',
    populations: [
      {
        name: 'all',
        shape: [size],
        size,
        neuron: {
          kind: 'integrate',
          currentDecay: 0,
          potentialDecay: 0,
          bias: Float64Array.from({ length: size }, (_, neuron) => (neuron % everyNth === 0 ? 2 : 0)),
          threshold: 1,
          reset: 'to',
          resetPotential: 0,
          initialPotential: 0,
          refractorySteps: 0,
          lowestPotential: Number.NEGATIVE_INFINITY,
          thresholdNoise: 0,
        },
      },
    ],
    projections: [
      {
        name: 'all',
        from: 0,
        to: 0,
        delaySteps: 0,
        synapses: {
          kind: 'lists',
          start: Uint32Array.from({ length: size + 1 }, (_, neuron) => neuron * perNeuron),
          target,
          weight: new Float32Array(size * perNeuron),
        },
      },
    ],
  };
  const placement: ChipPlacement = {
    core: Uint32Array.from({ length: size }, (_, neuron) => Math.floor(neuron / perCore)),
    order: Uint32Array.from({ length: size }, (_, neuron) => neuron),
    soma: null,
    dendrite: null,
    synapse: null,
    forced: new Uint8Array(size).fill(1),
  };
  return { graph, placement };
}
