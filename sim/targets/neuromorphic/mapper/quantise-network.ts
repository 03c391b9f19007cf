import type {
  IntegratingNeuron,
  PerNeuron,
  Population,
  SpikingGraph,
  Synapses,
} from '../../../network/spiking/spiking-graph.ts';

/** How far a population's incoming weights were scaled, and what rounding did to them. */
export interface Quantised {
  readonly population: string;
  /** Old units in a new one. */
  readonly factor: number;
  /** Root of the mean square of the rounding errors, of that of the weights. */
  readonly relativeError: number;
}

/**
 * Rounds weights to signed whole numbers: the weights that end in one population are scaled together so that the largest
 * just fits, and its thresholds, biases and potentials with them, so that its neurons do what they did but for rounding.
 * Populations whose weights fit as they are stay so.
 * @param bits of a weight, its sign among them
 */
export function quantiseNetwork(
  graph: SpikingGraph,
  bits: number,
): { readonly graph: SpikingGraph; readonly quantised: readonly Quantised[] } {
  const most = 2 ** (bits - 1) - 1;
  const quantised: Quantised[] = [];
  const factors = graph.populations.map((population, p) => {
    const { neuron } = population;
    let largest = 0;
    let whole = true;
    for (const { to, synapses } of graph.projections) {
      if (to !== p) continue;
      for (const w of synapses.weight) {
        largest = Math.max(largest, Math.abs(w));
        whole &&= Number.isInteger(w);
      }
    }
    return (whole && largest <= most) || largest === 0 || neuron.kind !== 'integrate' ? 1 : most / largest;
  });
  const projections = graph.projections.map((projection) => {
    const factor = factors[projection.to]!;
    if (factor === 1) return projection;
    const { weight } = projection.synapses;
    const rounded = bits <= 8 ? new Int8Array(weight.length) : new Int16Array(weight.length);
    for (let i = 0; i < weight.length; i++) rounded[i] = Math.round(weight[i]! * factor);
    return { ...projection, synapses: { ...projection.synapses, weight: rounded } as Synapses };
  });
  const populations = graph.populations.map((population, p): Population => {
    const factor = factors[p]!;
    if (factor === 1) return population;
    let error = 0;
    let power = 0;
    graph.projections.forEach(({ to, synapses }, index) => {
      if (to !== p) return;
      const rounded = projections[index]!.synapses.weight;
      synapses.weight.forEach((w, i) => {
        error += (rounded[i]! - w * factor) ** 2;
        power += (w * factor) ** 2;
      });
    });
    quantised.push({ population: population.name, factor, relativeError: Math.sqrt(error / power) });
    return { ...population, neuron: scaled(population.neuron as IntegratingNeuron, factor) };
  });
  return { graph: { ...graph, populations, projections }, quantised };
}

function scaled(neuron: IntegratingNeuron, factor: number): IntegratingNeuron {
  const times = (value: PerNeuron): PerNeuron =>
    typeof value === 'number' ? value * factor : value.map((x) => x * factor);
  return {
    ...neuron,
    ...(neuron.currentBias === undefined ? {} : { currentBias: times(neuron.currentBias) }),
    bias: times(neuron.bias),
    threshold: times(neuron.threshold),
    resetPotential: times(neuron.resetPotential),
    initialPotential: times(neuron.initialPotential),
    lowestPotential: neuron.lowestPotential * factor,
    thresholdNoise: Math.round(neuron.thresholdNoise * factor),
  };
}
