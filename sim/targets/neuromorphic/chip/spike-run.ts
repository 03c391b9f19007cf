import type { Neuron, SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipNetwork } from './chip-network.ts';
import { deliver } from './deliver.ts';
import { input, integrate, relay, sigmaDelta } from './soma-kernels.ts';
import { SomaState } from './soma-state.ts';
import type { Stimulus } from './stimulus.ts';

export interface SpikeRunOptions {
  readonly stimulus?: Stimulus | undefined;
  /** Of noisy thresholds. */
  readonly seed?: number;
}

/** A network on a chip, stepped: neurons core by core, then all messages. Knows what happens, not how long it takes. */
export class SpikeRun {
  readonly network: ChipNetwork;
  readonly state: SomaState;
  /** Spikes so far by slot. */
  readonly spikesOf: Float64Array;
  /** Of the last step. */
  messages = 0;
  events = 0;
  readonly #neurons: readonly Neuron[];
  readonly #graded: boolean;
  readonly #stimulus: Stimulus | undefined;
  readonly #seed: number;
  readonly #cores: number;
  /** Steps carried out. */
  steps = 0;

  constructor(
    graph: SpikingGraph,
    design: ChipDesign,
    network: ChipNetwork,
    { stimulus, seed = 1 }: SpikeRunOptions = {},
  ) {
    this.network = network;
    this.#cores = design.coreKind.length;
    const units = design.kinds.reduce((sum, { somas }) => sum + somas.length, 0);
    this.state = new SomaState(network, { units, cores: this.#cores });
    this.spikesOf = new Float64Array(network.neurons);
    this.#neurons = graph.populations.map(({ neuron }) => neuron);
    this.#graded = this.#neurons.some(({ kind }) => kind === 'sigma-delta' || kind === 'relay');
    this.#stimulus = stimulus;
    this.#seed = seed;
  }

  /** Carries out the next step. */
  step(): void {
    const s = this.state;
    s.step = this.steps++;
    s.firedCount = 0;
    s.updated = 0;
    this.#stimulus?.apply(s.step, s.input, this.network.slotOfNeuron);
    this.#updateNeurons();
    const { messages, events } = deliver(this.network, s, this.#graded, this.spikesOf);
    this.messages = messages;
    this.events = events;
  }

  #updateNeurons(): void {
    const s = this.state;
    const { segments, messageStart } = this.network;
    const arrived = s.arrived[s.step % s.arrived.length]!;
    let index = 0;
    for (let core = 0; core < this.#cores; core++) {
      s.coreFired[core] = s.firedCount;
      let lagS = 0;
      for (; index < segments.length && segments[index]!.core === core; index++) {
        const segment = segments[index]!;
        const neuron = this.#neurons[segment.population]!;
        if (neuron.kind === 'integrate')
          lagS = integrate(s, segment, neuron, arrived, this.#seed, lagS, messageStart);
        else if (neuron.kind === 'input')
          lagS = input(s, segment, neuron, arrived, this.#seed, lagS, messageStart);
        else if (neuron.kind === 'sigma-delta')
          lagS = sigmaDelta(s, segment, neuron, arrived, this.#seed, lagS, messageStart);
        else lagS = relay(s, segment, neuron, arrived, this.#seed, lagS, messageStart);
      }
      s.trailingS[core] = lagS;
    }
    s.coreFired[this.#cores] = s.firedCount;
  }
}
