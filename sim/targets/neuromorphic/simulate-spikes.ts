import type { Mapping } from './map.ts';
import { marginConfidence } from './points/margin-confidence.ts';
import type { SpikeCounters } from './spike-counters.ts';
import { SpikeDynamics } from './spike-dynamics.ts';
import type { SpikingNetwork } from './spiking-network.ts';
import { type EventTimes, StepLedger } from './step-ledger.ts';

/** One inference, spike by spike. Arrays are the caller's to keep. */
export interface SpikeRun {
  readonly topClass: number;
  /** In (0, 1), from the margin between the two best outputs. */
  readonly confidence: number;
  readonly counters: SpikeCounters;
  /** Per layer: spikes into it over all steps, and its synaptic events. */
  readonly spikesIn: Float64Array;
  readonly events: Float64Array;
}

/** Simulates a mapped network on the chip. Integers throughout: the same result on every machine. */
export class SpikeSimulator {
  readonly #network: SpikingNetwork;
  readonly #dynamics: SpikeDynamics;
  readonly #ledger: StepLedger;

  constructor(network: SpikingNetwork, mapping: Mapping, times: EventTimes) {
    this.#network = network;
    this.#dynamics = new SpikeDynamics(network);
    const { placement, routes } = mapping;
    this.#ledger = new StepLedger(
      placement.layers.map(({ coreOf, compartmentsPerNeuron }, l) => ({
        coreOf,
        compartmentsPerNeuron,
        out: routes[l] ? { routes: routes[l], format: network.layers[l]!.format } : null,
      })),
      times,
      placement.limits.cores,
    );
  }

  /** @param image [pixels] u8 */
  run(image: Uint8Array): SpikeRun {
    this.#ledger.reset();
    const outputs = this.#dynamics.run(image, this.#ledger);
    let best = 0;
    for (let c = 1; c < outputs.length; c++) if (outputs[c]! > outputs[best]!) best = c;
    let second = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < outputs.length; c++) if (c !== best) second = Math.max(second, outputs[c]!);
    return {
      topClass: best,
      confidence: marginConfidence((outputs[best]! - second) * this.#network.logitPerUnit),
      counters: this.#ledger.counters,
      spikesIn: this.#dynamics.spikesIn.slice(),
      events: this.#dynamics.events.slice(),
    };
  }
}
