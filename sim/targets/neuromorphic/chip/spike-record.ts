import type { ChipNetwork } from './chip-network.ts';
import type { SpikeRun } from './spike-run.ts';

/** What a run is shown by: every step's figures, the spikes themselves as far as they are kept, sums by core. */
export class SpikeRecord {
  /** By step: duration, s, and counts. */
  readonly stepS: Float64Array;
  readonly spikes: Uint32Array;
  readonly updates: Uint32Array;
  readonly messages: Uint32Array;
  readonly events: Float64Array;
  /** Spikes in order: step and slot of each that is kept. */
  kept = 0;
  keptStep: Uint32Array;
  keptSlot: Uint32Array;
  /** Spikes beyond the most that are kept. */
  left = 0;
  /** Spikes so far by slot. */
  readonly spikesOf: Float64Array;
  readonly #network: ChipNetwork;
  readonly #most: number;
  #step = 0;

  constructor(network: ChipNetwork, steps: number, most: number) {
    this.#network = network;
    this.#most = most;
    this.stepS = new Float64Array(steps);
    this.spikes = new Uint32Array(steps);
    this.updates = new Uint32Array(steps);
    this.messages = new Uint32Array(steps);
    this.events = new Float64Array(steps);
    this.keptStep = new Uint32Array(1024);
    this.keptSlot = new Uint32Array(1024);
    this.spikesOf = new Float64Array(network.neurons);
  }

  add({ state, messages, events }: SpikeRun, stepS: number): void {
    const step = this.#step++;
    this.stepS[step] = stepS;
    this.spikes[step] = state.firedCount;
    this.updates[step] = state.updated;
    this.messages[step] = messages;
    this.events[step] = events;
    const keep = Math.min(state.firedCount, this.#most - this.kept);
    this.left += state.firedCount - keep;
    if (this.kept + keep > this.keptStep.length) this.#grow(this.kept + keep);
    this.keptStep.fill(step, this.kept, this.kept + keep);
    this.keptSlot.set(state.firedSlot.subarray(0, keep), this.kept);
    this.kept += keep;
    for (let k = 0; k < state.firedCount; k++) this.spikesOf[state.firedSlot[k]!]!++;
  }

  /** One spike of a run that has no steps of its own. @param step of the input */
  spike(step: number, slot: number): void {
    this.spikes[step]!++;
    this.spikesOf[slot]!++;
    if (this.kept === this.#most) {
      this.left++;
      return;
    }
    if (this.kept === this.keptStep.length) this.#grow(this.kept + 1);
    this.keptStep[this.kept] = step;
    this.keptSlot[this.kept++] = slot;
  }

  /** By core over the whole run: spikes of its neurons, and synaptic events that it had to process. */
  perCore(): {
    readonly spikes: Float64Array;
    readonly events: Float64Array;
    readonly messagesIn: Float64Array;
  } {
    const { coreStart, messageStart, messageCore, synapseStart } = this.#network;
    const cores = coreStart.length - 1;
    const spikes = new Float64Array(cores);
    const events = new Float64Array(cores);
    const messagesIn = new Float64Array(cores);
    for (let core = 0; core < cores; core++)
      for (let slot = coreStart[core]!; slot < coreStart[core + 1]!; slot++) {
        const fired = this.spikesOf[slot]!;
        if (fired === 0) continue;
        spikes[core]! += fired;
        for (let m = messageStart[slot]!; m < messageStart[slot + 1]!; m++) {
          events[messageCore[m]!]! += fired * (synapseStart[m + 1]! - synapseStart[m]!);
          messagesIn[messageCore[m]!]! += fired;
        }
      }
    return { spikes, events, messagesIn };
  }

  #grow(needed: number): void {
    const length = Math.min(this.#most, 2 ** Math.ceil(Math.log2(needed)));
    const [step, slot] = [new Uint32Array(length), new Uint32Array(length)];
    step.set(this.keptStep);
    slot.set(this.keptSlot);
    this.keptStep = step;
    this.keptSlot = slot;
  }
}
