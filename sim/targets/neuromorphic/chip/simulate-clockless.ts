import { Environment } from '../../../engine/environment.ts';
import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError } from '../../../schema/input-error.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipNetwork } from './chip-network.ts';
import { compileNetwork } from './compile-network.ts';
import { dynamicEnergy } from './dynamic-energy.ts';
import type { SpikeJob, SpikeOutcome } from './simulate-network.ts';
import { SpikeRecord } from './spike-record.ts';

/** A job without steps of the chip: those of its input are `stepS` apart, s. */
export interface ClocklessJob extends Omit<SpikeJob, 'timing' | 'tickS' | 'seed'> {
  readonly stepS: number;
  /** Spikes after which a network that excites itself is given up. */
  readonly mostSpikes?: number;
}

/** Whole picoseconds: one unit of the engine's clock is one of them. */
const ps = (seconds: number): number => Math.round(seconds * 1e12);

/**
 * Simulates a placed network on a chip without a clock: a message is taken in when its core is free, first come, first
 * served, and a neuron fires in the instant in which a synapse lifts it above its threshold, as often as that takes. There is
 * no access to idle neurons, no barrier, and who comes first decides the rest. Links between tiles take the time of their hops and hold any
 * number of messages. Input comes in steps, at whose beginning biases are added, too.
 * @throws InputError E_ENDLESS for a network that excites itself, E_CLOCKLESS for neurons that need steps: leaks, currents that last, refractory times, noise, delays, graded spikes
 */
export function simulateClockless(job: ClocklessJob): SpikeOutcome {
  const { graph, design, power } = job;
  refuse(graph);
  const network = compileNetwork(graph, design, job.placement);
  const run = new ClocklessRun(job, network);
  const { endS, busyS } = run.run();
  const totalS = Math.max(endS, job.steps * job.stepS);
  const known = power && (power.baseW !== null || power.perCoreW !== null);
  return {
    network,
    steps: job.steps,
    record: run.record,
    time: { meshS: busyS, barrierS: 0, waitS: totalS - busyS, hostS: 0, totalS },
    lateSteps: 0,
    dynamic: dynamicEnergy(run, design),
    staticJ: known ? totalS * ((power.baseW ?? 0) + network.usedCores * (power.perCoreW ?? 0)) : null,
    hostJ: 0,
    blocked: null,
  };
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
        neuron.reset !== 'none' &&
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

class ClocklessRun {
  readonly network: ChipNetwork;
  readonly record: SpikeRecord;
  readonly spikesOf: Float64Array;
  /** Idle neurons are not visited: nothing is counted by step. */
  readonly steps = 0;
  readonly state: { readonly unitUpdates: Float64Array; readonly unitSpikes: Float64Array };
  readonly #job: ClocklessJob;
  readonly #env = new Environment();
  readonly #arrive: number;
  readonly #done: number;
  readonly #potential: Float64Array;
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

  constructor(job: ClocklessJob, network: ChipNetwork) {
    const { graph, design, steps } = job;
    this.#job = job;
    this.network = network;
    this.record = new SpikeRecord(network, steps, job.mostRecorded ?? 2_000_000);
    this.spikesOf = this.record.spikesOf;
    const units = design.kinds.reduce((sum, { somas }) => sum + somas.length, 0);
    this.state = { unitUpdates: new Float64Array(units), unitSpikes: new Float64Array(units) };
    this.#potential = Float64Array.from(network.state.initialPotential);
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
    const begin = this.#env.kind('input', (_core, step) => this.#begin(step));
    for (let step = 0; step < steps; step++) this.#env.post(step * ps(job.stepS), begin, 0, step);
  }

  run(): { readonly endS: number; readonly busyS: number } {
    this.#env.run();
    return { endS: this.#lastPs * 1e-12, busyS: this.#busyPs * 1e-12 };
  }

  #begin(step: number): void {
    this.#step = step;
    this.record.stepS[step] = this.#job.stepS;
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
    this.#potential[slot]! += current;
    while (this.#potential[slot]! > threshold[slot]!) {
      if (this.#clears[slot] === 1) this.#potential[slot] = resetPotential[slot]!;
      else this.#potential[slot]! -= threshold[slot]!;
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
