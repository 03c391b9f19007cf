import type {
  IntegratingNeuron,
  SpikingGraph,
  SynapseLists,
} from '../../../../sim/network/spiking/spiking-graph.ts';
import { wholeNoise } from '../../../../sim/targets/neuromorphic/chip/whole-noise.ts';

export const plainNeuron: IntegratingNeuron = {
  kind: 'integrate',
  currentDecay: 0,
  potentialDecay: 1,
  bias: 0,
  threshold: 8,
  reset: 'subtract',
  resetPotential: 0,
  initialPotential: 0,
  refractorySteps: 0,
  lowestPotential: -64,
  thresholdNoise: 0,
};

/** Inputs that drive a recurrent population through random whole weights. */
export function randomGraph(seed: number, inputs: number, neurons: number, fanOut: number): SpikingGraph {
  const draw = (a: number, b: number, most: number) => wholeNoise(seed, a, b, most);
  const lists = (sources: number, salt: number): SynapseLists => {
    const rows = Array.from({ length: sources }, (_, s) => [
      ...new Set(Array.from({ length: fanOut }, (__, k) => draw(s + salt, k, neurons - 1))),
    ]);
    const start = new Uint32Array(sources + 1);
    rows.forEach((row, s) => {
      start[s + 1] = start[s]! + row.length;
      row.sort((a, b) => a - b);
    });
    const target = Uint32Array.from(rows.flat());
    return {
      kind: 'lists',
      start,
      target,
      weight: Int8Array.from(target, (t, i) => draw(t, i + salt, 12) - 4),
    };
  };
  return {
    name: `random-${seed}`,
    populations: [
      { name: 'in', shape: [inputs], size: inputs, neuron: { kind: 'input' } },
      { name: 'all', shape: [neurons], size: neurons, neuron: plainNeuron },
    ],
    projections: [
      { name: 'in -> all', from: 0, to: 1, delaySteps: 0, synapses: lists(inputs, 0) },
      { name: 'all -> all', from: 1, to: 1, delaySteps: draw(1, 1, 2), synapses: lists(neurons, 1000) },
    ],
  };
}
