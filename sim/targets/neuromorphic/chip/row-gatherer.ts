import type { SpikingGraph, Weights } from '../../../network/spiking/spiking-graph.ts';
import { SynapseRow } from './synapse-row.ts';

/** All synapses that leave one neuron, through whatever projections, sorted by the core on which they end. */
export class RowGatherer {
  count = 0;
  /** Cores on which the neuron has synapses, ascending, and by core how many. */
  coreCount = 0;
  readonly cores: Uint32Array;
  readonly perCore: Uint32Array;
  readonly #row: SynapseRow;
  readonly #coreOf: Uint32Array;
  readonly #slotOf: Uint32Array;
  readonly #populationOf: Uint16Array;
  readonly #firstNeuron: number[] = [];
  /** By population the projections that leave it. */
  readonly #leaving: number[][];
  readonly #graph: SpikingGraph;
  readonly #next: Uint32Array;
  #slots = new Uint32Array(1024);
  #rowCores = new Uint32Array(1024);
  #weights = new Float64Array(1024);
  #delays = new Uint8Array(1024);

  constructor(
    graph: SpikingGraph,
    coreOf: Uint32Array,
    slotOf: Uint32Array,
    populationOf: Uint16Array,
    cores: number,
  ) {
    this.#graph = graph;
    this.#row = new SynapseRow(graph);
    this.#coreOf = coreOf;
    this.#slotOf = slotOf;
    this.#populationOf = populationOf;
    this.cores = new Uint32Array(cores);
    this.perCore = new Uint32Array(cores);
    this.#next = new Uint32Array(cores);
    let first = 0;
    for (const { size } of graph.populations) {
      this.#firstNeuron.push(first);
      first += size;
    }
    this.#leaving = graph.populations.map((_, p) =>
      graph.projections.flatMap(({ from }, index) => (from === p ? [index] : [])),
    );
  }

  read(neuron: number): void {
    for (let k = 0; k < this.coreCount; k++) this.perCore[this.cores[k]!] = 0;
    this.count = 0;
    this.coreCount = 0;
    const population = this.#populationOf[neuron]!;
    const row = this.#row;
    for (const projection of this.#leaving[population]!) {
      row.read(projection, neuron - this.#firstNeuron[population]!);
      const { to, delaySteps } = this.#graph.projections[projection]!;
      this.#reserve(this.count + row.count);
      this.#append(this.#firstNeuron[to]!, delaySteps);
    }
    this.cores.subarray(0, this.coreCount).sort();
  }

  /** Writes what was read into the synapses of a network from index `at` on. */
  place(target: Uint32Array, weight: Weights, delay: Uint8Array | null, at: number): void {
    const next = this.#next;
    let from = at;
    for (let k = 0; k < this.coreCount; k++) {
      next[this.cores[k]!] = from;
      from += this.perCore[this.cores[k]!]!;
    }
    for (let i = 0; i < this.count; i++) {
      const to = next[this.#rowCores[i]!]!++;
      target[to] = this.#slots[i]!;
      // Plain zeros alone: a negative one could not be told from "nothing arrived".
      weight[to] = this.#weights[i]! + 0;
      if (delay) delay[to] = this.#delays[i]!;
    }
  }

  #append(firstTarget: number, delaySteps: number): void {
    const { target, weight, count } = this.#row;
    let at = this.count;
    for (let i = 0; i < count; i++, at++) {
      const neuron = firstTarget + target[i]!;
      const core = this.#coreOf[neuron]!;
      if (this.perCore[core]!++ === 0) this.cores[this.coreCount++] = core;
      this.#slots[at] = this.#slotOf[neuron]!;
      this.#rowCores[at] = core;
      this.#weights[at] = weight[i]!;
      this.#delays[at] = delaySteps;
    }
    this.count = at;
  }

  #reserve(count: number): void {
    if (count <= this.#slots.length) return;
    const length = 2 ** Math.ceil(Math.log2(count));
    const grown = <T extends Uint32Array | Float64Array | Uint8Array>(fresh: T, old: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.#slots = grown(new Uint32Array(length), this.#slots);
    this.#rowCores = grown(new Uint32Array(length), this.#rowCores);
    this.#weights = grown(new Float64Array(length), this.#weights);
    this.#delays = grown(new Uint8Array(length), this.#delays);
  }
}
