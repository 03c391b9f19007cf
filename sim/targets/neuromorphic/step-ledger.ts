import type { Routes } from './routes.ts';
import { noSpikes, type SpikeCounters } from './spike-counters.ts';
import type { SynapseFormat } from './wired-layer.ts';

/** Times of single events, whole picoseconds, so that sums are exact. */
export interface EventTimes {
  readonly accessPs: number;
  readonly updatePs: number;
  readonly spikePs: number;
  readonly messageOutPs: number;
  readonly messageInPs: number;
  readonly synapsePs: Readonly<Record<SynapseFormat, number>>;
}

/** Neurons that share a format of synapses behind them: their cores, routes and compartments. */
export interface LedgerLayer {
  readonly coreOf: Uint16Array;
  readonly compartmentsPerNeuron: number;
  /** Messages its neurons send, and the format of the synapses they meet; null where they send none. */
  readonly out: { readonly routes: Routes; readonly format: SynapseFormat } | null;
}

const counterOf = { conv: 'eventsConv', sparse: 'eventsSparse', dense: 'eventsDense' } as const;

/**
 * Counts events and the time of each step in the closed form that SANA-FE calls *simple*: the slower of message
 * generation and message processing on the slowest core. Generation is the soma time of a core's compartments plus the
 * sending of its messages; processing is the receiving of messages and the reading of their synapses.
 */
export class StepLedger {
  readonly #layers: readonly LedgerLayer[];
  readonly #times: EventTimes;
  readonly #generationPs: Float64Array;
  readonly #processingPs: Float64Array;
  counters: SpikeCounters = noSpikes();

  /** @param cores number of cores on the chip */
  constructor(layers: readonly LedgerLayer[], times: EventTimes, cores: number) {
    this.#layers = layers;
    this.#times = times;
    this.#generationPs = new Float64Array(cores);
    this.#processingPs = new Float64Array(cores);
  }

  reset(): void {
    this.counters = noSpikes();
    this.#generationPs.fill(0);
    this.#processingPs.fill(0);
  }

  /** One neuron in one step: idle compartments pay the access, updated or firing ones the update as well. */
  soma(layer: number, neuron: number, updated: boolean, fired: boolean): void {
    const { coreOf, compartmentsPerNeuron, out } = this.#layers[layer]!;
    const t = this.#times;
    const core = coreOf[neuron]!;
    let generation = compartmentsPerNeuron * t.accessPs;
    this.counters.accesses += compartmentsPerNeuron;
    if (updated || fired) {
      generation += compartmentsPerNeuron * t.updatePs;
      this.counters.updates += compartmentsPerNeuron;
    }
    if (fired) {
      generation += t.spikePs;
      this.counters.spikes++;
      if (out) generation += this.#send(out.routes, out.format, neuron);
    }
    this.#generationPs[core]! += generation;
  }

  endStep(): void {
    let slowest = 0;
    for (let core = 0; core < this.#generationPs.length; core++) {
      slowest = Math.max(slowest, this.#generationPs[core]!, this.#processingPs[core]!);
    }
    this.counters.meshPs += slowest;
    this.#generationPs.fill(0);
    this.#processingPs.fill(0);
  }

  /** All messages of one spike. @returns time of sending them, ps */
  #send(routes: Routes, format: SynapseFormat, neuron: number): number {
    const { counters } = this;
    const t = this.#times;
    const synapsePs = t.synapsePs[format];
    const first = routes.start[neuron]!;
    const end = routes.start[neuron + 1]!;
    let events = 0;
    for (let m = first; m < end; m++) {
      const synapses = routes.synapses[m]!;
      events += synapses;
      this.#processingPs[routes.core[m]!]! += t.messageInPs + synapses * synapsePs;
    }
    counters.messages += end - first;
    counters.hopsEastWest += routes.hopsEastWest[neuron]!;
    counters.hopsNorthSouth += routes.hopsNorthSouth[neuron]!;
    counters[counterOf[format]] += events;
    return (end - first) * t.messageOutPs;
  }
}
