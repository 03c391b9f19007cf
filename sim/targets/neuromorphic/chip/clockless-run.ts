import { Environment } from '../../../engine/environment.ts';
import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError } from '../../../schema/input-error.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipNetwork } from './chip-network.ts';
import type { ChipPlacement } from './placement.ts';
import { SpikeRecord } from './spike-record.ts';
import type { Stimulus } from './stimulus.ts';

/** What is run: a placed and compiled network, and the steps of its input. */
export interface ClocklessWork {
  readonly graph: SpikingGraph;
  readonly design: ChipDesign;
  readonly placement: ChipPlacement;
  readonly network: ChipNetwork;
  readonly steps: number;
  readonly stimulus?: Stimulus | undefined;
  /** Spikes kept for a raster at most. */
  readonly mostRecorded?: number;
  /** Spikes after which a network that excites itself is given up. */
  readonly mostSpikes?: number;
}

/** Whole picoseconds: one unit of the engine's clock is one of them. */
const ps = (seconds: number): number => Math.round(seconds * 1e12);

/**
 * A network on a chip without a clock, message by message. Input comes at times that are given (`pace`), or the next when the chip has
 * come to rest (`settle`).
 * @throws InputError E_CLOCKLESS for neurons that need steps
 */
export class ClocklessRun {
  readonly network: ChipNetwork;
  readonly record: SpikeRecord;
  readonly spikesOf: Float64Array;
  /** Idle neurons are not visited: nothing is counted by step. */
  readonly steps = 0;
  readonly state: { readonly unitUpdates: Float64Array; readonly unitSpikes: Float64Array };
  readonly #job: ClocklessWork;
  readonly #env = new Environment();
  readonly #arrive: number;
  readonly #done: number;
  /** By slot. */
  readonly potential: Float64Array;
  readonly #clears: Uint8Array;
  readonly #isInput: Uint8Array;
  readonly #freePs: Float64Array;
  /** By core: messages that it has not done with. */
  readonly #waiting: Uint32Array;
  #busyCores = 0;
  #busyFromPs = 0;
  #busyPs = 0;
  #lastPs = 0;
  #step = 0;
  #spikes = 0;
  readonly #begins: number;
  #settled = 0;

  constructor(job: ClocklessWork) {
    const { graph, design, steps, network } = job;
    refuse(graph);
    this.#job = job;
    this.network = network;
    this.record = new SpikeRecord(network, steps, job.mostRecorded ?? 2_000_000);
    this.spikesOf = this.record.spikesOf;
    const units = design.kinds.reduce((sum, { somas }) => sum + somas.length, 0);
    this.state = { unitUpdates: new Float64Array(units), unitSpikes: new Float64Array(units) };
    this.potential = Float64Array.from(network.state.initialPotential);
    this.#clears = new Uint8Array(network.neurons);
    this.#isInput = new Uint8Array(network.neurons);
    for (const { from, to, population } of network.segments) {
      const { neuron } = graph.populations[population]!;
      this.#isInput.fill(neuron.kind === 'input' ? 1 : 0, from, to);
      this.#clears.fill(neuron.kind === 'integrate' && neuron.reset === 'to' ? 1 : 0, from, to);
    }
    this.#freePs = new Float64Array(design.coreKind.length);
    this.#waiting = new Uint32Array(design.coreKind.length);
    this.#arrive = this.#env.kind('arrive', (core, message) => this.#take(core, message));
    this.#done = this.#env.kind('done', (core, message) => this.#receive(core, message));
    this.#begins = this.#env.kind('input', (_core, step) => this.#begin(step));
  }

  /** Runs all steps of the input, so far apart, s. @returns when the last message was taken in, and how long any core was busy, s */
  pace(stepS: number): { readonly endS: number; readonly busyS: number } {
    this.record.stepS.fill(stepS);
    for (let step = 0; step < this.#job.steps; step++)
      this.#env.post(step * ps(stepS), this.#begins, 0, step);
    this.#env.run();
    return { endS: this.#lastPs * 1e-12, busyS: this.#busyPs * 1e-12 };
  }

  /** Gives the next step of the input to the chip at rest and runs until it rests again. @returns the time since the first, ps */
  settle(): number {
    this.#env.post(0, this.#begins, 0, this.#settled++);
    this.#env.run();
    return this.#lastPs;
  }

  #begin(step: number): void {
    this.#step = step;
    const { neurons, slotOfNeuron, state } = this.network;
    const sent = new Float64Array(neurons);
    this.#job.stimulus?.apply(step, sent, slotOfNeuron);
    for (let slot = 0; slot < neurons; slot++) {
      if (this.#isInput[slot] === 1) {
        if (sent[slot] !== 0) this.#fire(slot, 1);
      } else if (state.bias[slot] !== 0) this.#add(slot, state.bias[slot]!);
    }
  }

  /** A message at its core: taken in when the core is done with those before it. */
  #take(core: number, message: number): void {
    const { processingS, messageS, synapseS, synapseStart } = this.network;
    const synapses = synapseStart[message + 1]! - synapseStart[message]!;
    const takesPs = ps(processingS ? processingS[message]! : messageS + synapses * synapseS);
    const { now } = this.#env;
    if (this.#waiting[core]!++ === 0 && this.#busyCores++ === 0) this.#busyFromPs = now;
    this.#freePs[core] = Math.max(this.#freePs[core]!, now) + takesPs;
    this.#env.post(this.#freePs[core]! - now, this.#done, core, message);
  }

  #receive(core: number, message: number): void {
    const { synapseStart, target, weight } = this.network;
    const { now } = this.#env;
    this.#lastPs = Math.max(this.#lastPs, now);
    const step = this.#step;
    this.record.messages[step]!++;
    this.record.events[step]! += synapseStart[message + 1]! - synapseStart[message]!;
    for (let i = synapseStart[message]!; i < synapseStart[message + 1]!; i++) {
      const slot = target[i]!;
      this.state.unitUpdates[0]!++;
      this.record.updates[step]!++;
      this.#add(slot, weight[i]!);
    }
    if (--this.#waiting[core]! === 0 && --this.#busyCores === 0) this.#busyPs += now - this.#busyFromPs;
  }

  #add(slot: number, current: number): void {
    const { threshold, resetPotential } = this.network.state;
    this.potential[slot]! += current;
    while (this.potential[slot]! > threshold[slot]!) {
      if (this.#clears[slot] === 1) this.potential[slot] = resetPotential[slot]!;
      else this.potential[slot]! -= threshold[slot]!;
      this.#fire(slot, 0);
      if (this.#clears[slot] === 1) break;
    }
  }

  /** @param unit of the soma: 0 computes neurons, 1 hands inputs on */
  #fire(slot: number, unit: number): void {
    const { messageStart, messageCore, axonOutS, neuronOfSlot } = this.network;
    const { design, placement } = this.#job;
    if (++this.#spikes > (this.#job.mostSpikes ?? 50_000_000))
      throw endless(this.#job.graph.name, this.#spikes - 1);
    this.state.unitSpikes[unit]!++;
    this.record.spike(this.#step, slot);
    const from = placement.core[neuronOfSlot[slot]!]!;
    const spikeS = design.kinds[design.coreKind[from]!]!.somas[unit]!.spike.timeS;
    let sentS = unit === 0 ? spikeS : 0;
    for (let m = messageStart[slot]!; m < messageStart[slot + 1]!; m++) {
      sentS += axonOutS[from]!;
      const core = messageCore[m]!;
      this.#env.post(ps(sentS + hopsS(design, from, core)), this.#arrive, core, m);
    }
  }
}

const endless = (name: string, spikes: number): InputError =>
  new InputError([
    {
      file: name,
      line: 0,
      column: 0,
      code: 'E_ENDLESS',
      path: '',
      message: `more than ${spikes} spikes without an end: the network excites itself.`,
      hint: 'Weaken its cycles, or take a --timing with steps.',
    },
  ]);

/** Time of the hops of an XY route, s. */
function hopsS({ hops, coreTile, height }: ChipDesign, from: number, to: number): number {
  const east = Math.floor(coreTile[to]! / height) - Math.floor(coreTile[from]! / height);
  const north = (coreTile[to]! % height) - (coreTile[from]! % height);
  return (
    Math.abs(east) * (east > 0 ? hops.east : hops.west).timeS +
    Math.abs(north) * (north > 0 ? hops.north : hops.south).timeS
  );
}

function refuse({ populations, projections }: SpikingGraph): void {
  const all = (value: number | Float64Array, wanted: number) =>
    typeof value === 'number' ? value === wanted : value.every((one) => one === wanted);
  const faults = [
    ...populations.flatMap(({ name, neuron }) => {
      if (neuron.kind === 'input') return [];
      const plain =
        neuron.kind === 'integrate' &&
        all(neuron.potentialDecay, 1) &&
        all(neuron.currentDecay, 0) &&
        all(neuron.refractorySteps, 0) &&
        neuron.thresholdNoise === 0 &&
        (neuron.reset !== 'none' || all(neuron.threshold, Number.POSITIVE_INFINITY)) &&
        (typeof neuron.threshold === 'number' ? neuron.threshold > 0 : neuron.threshold.every((t) => t > 0));
      return plain ? [] : [name];
    }),
    ...projections.flatMap(({ name, delaySteps }) => (delaySteps > 0 ? [name] : [])),
  ];
  if (faults.length === 0) return;
  throw new InputError(
    faults.map((path) => ({
      file: '',
      line: 0,
      column: 0,
      code: 'E_CLOCKLESS',
      path,
      message:
        'needs steps: a run without a clock takes neurons that integrate up to a threshold above 0, without leak, refractory time, noise or delay.',
      hint: 'Take another --timing.',
    })),
  );
}
