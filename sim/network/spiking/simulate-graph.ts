import { eachSynapse } from './each-synapse.ts';
import type { Neuron, PerNeuron, SpikingGraph } from './spiking-graph.ts';

interface State {
  readonly i: Float64Array;
  readonly v: Float64Array;
  readonly refractory: Float64Array;
  readonly told: Float64Array;
  sent: Float64Array;
}

/**
 * A spiking graph in float64, straight from the definitions in `spiking-graph.ts`, synapse by synapse: slow, and what
 * faster engines are compared with. What a neuron sends in one step arrives in the next, plus the projection's delay.
 */
export class GraphSimulator {
  readonly #graph: SpikingGraph;
  readonly #states: readonly State[];
  /** Per projection what its source sent, the newest first. */
  readonly #history: Float64Array[][];

  /** @throws RangeError for thresholds with noise, which have no reference */
  constructor(graph: SpikingGraph) {
    this.#graph = graph;
    this.#states = graph.populations.map(({ size, neuron, name }) => {
      if (neuron.kind === 'integrate' && neuron.thresholdNoise !== 0) {
        throw new RangeError(`population '${name}' has a random threshold; the reference is deterministic`);
      }
      const v = new Float64Array(size);
      if (neuron.kind === 'integrate') for (let n = 0; n < size; n++) v[n] = at(neuron.initialPotential, n);
      const zeros = () => new Float64Array(size);
      return { i: zeros(), v, refractory: zeros(), told: zeros(), sent: zeros() };
    });
    this.#history = graph.projections.map(() => []);
  }

  /** One step. @param inputs per input population its values, 1 for a spike; missing ones are 0 */
  step(inputs: ReadonlyMap<number, Float64Array>): void {
    const { populations, projections } = this.#graph;
    const arriving = populations.map(({ size }) => new Float64Array(size));
    for (const [p, projection] of projections.entries()) {
      const history = this.#history[p]!;
      history.unshift(this.#states[projection.from]!.sent);
      const values = history[projection.delaySteps];
      if (history.length > projection.delaySteps) history.length = projection.delaySteps + 1;
      if (!values) continue;
      const target = arriving[projection.to]!;
      eachSynapse(projection, populations, (from, to, weight) => {
        target[to]! += weight * values[from]!;
      });
    }
    for (const [p, { neuron }] of populations.entries()) {
      const state = this.#states[p]!;
      state.sent =
        neuron.kind === 'input'
          ? (inputs.get(p) ?? new Float64Array(state.v.length))
          : arriving[p]!.map((x, n) => update(neuron, state, n, x));
    }
  }

  /** What a population sent in the last step: 0 or 1, or graded values. */
  sent(population: number): Float64Array {
    return this.#states[population]!.sent;
  }

  /** Potentials of integrating neurons after the last step. */
  potentials(population: number): Float64Array {
    return this.#states[population]!.v;
  }
}

/** One neuron, one step. @returns what it sends */
function update(neuron: Exclude<Neuron, { kind: 'input' }>, s: State, n: number, x: number): number {
  switch (neuron.kind) {
    case 'integrate': {
      s.i[n] = at(neuron.currentDecay, n) * s.i[n]! + x + at(neuron.currentBias ?? 0, n);
      if (s.refractory[n]! > 0) {
        s.refractory[n]!--;
        return 0;
      }
      const v = at(neuron.potentialDecay, n) * s.v[n]! + s.i[n]! + at(neuron.bias, n);
      s.v[n] = Math.max(v, neuron.lowestPotential);
      const threshold = at(neuron.threshold, n);
      if (!(s.v[n]! > threshold)) return 0;
      if (neuron.reset === 'to') s.v[n] = at(neuron.resetPotential, n);
      else if (neuron.reset === 'subtract') s.v[n]! -= threshold;
      s.refractory[n] = at(neuron.refractorySteps, n);
      return 1;
    }
    case 'sigma-delta': {
      s.i[n]! += x;
      const sum = s.i[n]! + at(neuron.bias, n);
      const activation = neuron.activation === 'relu' ? Math.max(0, sum) : sum;
      const change = rounded(activation - s.told[n]!, neuron.quantum);
      if (change === 0 || Math.abs(change) < at(neuron.deltaThreshold, n)) return 0;
      s.told[n]! += change;
      return change;
    }
    case 'relay': {
      const sum = x + at(neuron.bias, n);
      if (neuron.activation === 'step') return sum > 0 ? 1 : 0;
      const value = neuron.activation === 'relu' ? Math.max(0, sum) : sum;
      return Math.min(neuron.largest, rounded(value, neuron.quantum));
    }
  }
}

const at = (value: PerNeuron, n: number): number => (typeof value === 'number' ? value : value[n]!);

const rounded = (value: number, quantum: number): number =>
  quantum === 0 ? value : quantum * Math.floor(value / quantum + 0.5);
