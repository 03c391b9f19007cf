import { type Taps, tapsOf } from './geometry.ts';
import type { SpikingLayer, SpikingNetwork } from './spiking-network.ts';

/** Grey value at which an input neuron fires in every step. */
const white = 255;
/** Membranes are 24-bit signed numbers on the chip and saturate. */
const highestMembrane = 2 ** 23 - 1;

/** Told of every soma update and spike as it happens; layer 0 is the input neurons. */
export interface SpikeObserver {
  /** @param updated whether the neuron had anything to integrate or leak */
  soma(layer: number, neuron: number, updated: boolean, fired: boolean): void;
  endStep(): void;
}

/**
 * The integrate-and-fire dynamics alone, spike by spike, in integers: the same on every machine.
 *
 * In each step every neuron adds its constant input and what arrived since the last step, fires when above its
 * threshold, loses the threshold, and its spike is delivered to each of its synapses, to be seen in the next step.
 */
export class SpikeDynamics {
  /** Layer -1 … as [pixel][channel]; membranes[0] is the input neurons. */
  readonly #membranes: readonly Int32Array[];
  readonly #layers: readonly SpikingLayer[];
  readonly #taps: readonly Taps[];
  readonly #steps: number;
  /** Synaptic events per layer of the last run, and spikes into it. */
  readonly events: Float64Array;
  readonly spikesIn: Float64Array;

  /** @param layerCount only the first so many layers */
  constructor(network: SpikingNetwork, layerCount = network.layers.length) {
    this.#layers = network.layers.slice(0, layerCount);
    this.#steps = network.steps;
    this.#taps = this.#layers.map((layer) => tapsOf(layer.geometry));
    const { inHeight, inWidth, inChannels } = this.#layers[0]!.geometry;
    this.#membranes = [
      new Int32Array(inHeight * inWidth * inChannels),
      ...this.#layers.map(({ geometry: g }) => new Int32Array(g.outHeight * g.outWidth * g.outChannels)),
    ];
    this.events = new Float64Array(this.#layers.length);
    this.spikesIn = new Float64Array(this.#layers.length);
  }

  /**
   * One inference.
   * @param image [pixels] u8
   * @returns membranes of the last layer; valid until the next run
   */
  run(image: Uint8Array, observer: SpikeObserver | null): Int32Array {
    this.#reset();
    for (let step = 0; step < this.#steps; step++) {
      // Last layer first: a spike then meets a membrane that is done with this step.
      for (let l = this.#layers.length; l > 0; l--) this.#updateLayer(l, observer);
      this.#updateInput(image, observer);
      observer?.endStep();
    }
    return this.#membranes.at(-1)!;
  }

  /** Spikes of each neuron of a layer over one inference. */
  counts(image: Uint8Array, layer: number): Uint16Array {
    const counts = new Uint16Array(this.#membranes[layer + 1]!.length);
    this.run(image, {
      soma: (l, neuron, _updated, fired) => {
        if (fired && l === layer + 1) counts[neuron]!++;
      },
      endStep: () => {},
    });
    return counts;
  }

  #reset(): void {
    this.events.fill(0);
    this.spikesIn.fill(0);
    this.#membranes[0]!.fill(white >> 1);
    for (const [l, layer] of this.#layers.entries()) {
      const membrane = this.#membranes[l + 1]!;
      for (let at = 0; at < membrane.length; at += layer.initial.length) membrane.set(layer.initial, at);
    }
  }

  #updateInput(image: Uint8Array, observer: SpikeObserver | null): void {
    const membrane = this.#membranes[0]!;
    const { silentInputs } = this.#layers[0]!;
    for (let n = 0; n < membrane.length; n++) {
      const grey = silentInputs?.[n] ? 0 : image[n]!;
      const v = membrane[n]! + grey;
      const fired = v > white;
      membrane[n] = fired ? v - white : v;
      if (fired) this.#deliver(0, n);
      observer?.soma(0, n, v !== 0, fired);
    }
  }

  #updateLayer(l: number, observer: SpikeObserver | null): void {
    const { bias, threshold, fires, clears = false, silent } = this.#layers[l - 1]!;
    const membrane = this.#membranes[l]!;
    const channels = bias.length;
    let c = 0;
    for (let n = 0; n < membrane.length; n++) {
      const b = bias[c]!;
      if (++c === channels) c = 0;
      const before = membrane[n]!;
      let v = before + b;
      if (v > highestMembrane) v = highestMembrane;
      else if (v < -highestMembrane) v = -highestMembrane;
      const fired = fires && v > threshold && !silent?.[n];
      if (fired) {
        v = clears ? 0 : v - threshold;
        if (l < this.#layers.length) this.#deliver(l, n);
      }
      membrane[n] = v;
      observer?.soma(l, n, before !== 0 || b !== 0, fired);
    }
  }

  /** A spike of neuron n of layer l (0: input) at every synapse it has in layer l + 1. */
  #deliver(l: number, n: number): void {
    const { geometry: g, columns } = this.#layers[l]!;
    const { start, channel, weight } = columns;
    const taps = this.#taps[l]!;
    const membrane = this.#membranes[l + 1]!;
    const pixel = Math.floor(n / g.inChannels);
    const firstColumn = (n - pixel * g.inChannels) * g.kernelHeight * g.kernelWidth;
    const end = taps.start[pixel + 1]!;
    let events = 0;
    for (let t = taps.start[pixel]!; t < end; t++) {
      const base = taps.outPixel[t]! * g.outChannels;
      const column = firstColumn + taps.tap[t]!;
      const last = start[column + 1]!;
      const first = start[column]!;
      for (let j = first; j < last; j++) membrane[base + channel[j]!]! += weight[j]!;
      events += last - first;
    }
    this.events[l]! += events;
    this.spikesIn[l]!++;
  }
}
