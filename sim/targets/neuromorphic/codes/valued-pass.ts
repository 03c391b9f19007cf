import { type Taps, tapsOf } from '../geometry.ts';
import type { ValuedLayer } from './valued-layer.ts';

/**
 * One frame through layers whose neurons send whole numbers, layer after layer, only those that are not zero: what a
 * single-step chip computes, and what latency codes and sigma-delta neurons arrive at on a still frame. Sums are exact;
 * each is multiplied once in float64, so every machine answers alike.
 */
export class ValuedPass {
  readonly #least: number;
  readonly #layers: readonly ValuedLayer[];
  readonly #taps: readonly Taps[];
  readonly #values: readonly Int32Array[];
  /** Whole numbers, exact below 2^53. */
  readonly #sums: readonly Float64Array[];
  readonly #output: Float64Array;
  /** Of the last frame, per layer: values other than zero that came in, and the synapses they met. */
  readonly spikesIn: Float64Array;
  readonly events: Float64Array;

  /** @param least values below it are not sent (the threshold of a sigma-delta neuron), in units of each layer */
  constructor(layers: readonly ValuedLayer[], least = 1) {
    this.#least = least;
    this.#layers = layers;
    this.#taps = layers.map((layer) => tapsOf(layer.geometry));
    this.#sums = layers.map(({ geometry: g }) => new Float64Array(g.outHeight * g.outWidth * g.outChannels));
    this.#values = this.#sums.map((sums) => new Int32Array(sums.length));
    this.#output = new Float64Array(this.#sums.at(-1)!.length);
    this.spikesIn = new Float64Array(layers.length);
    this.events = new Float64Array(layers.length);
  }

  /**
   * @param image [pixels] u8
   * @returns outputs of the last layer; valid until the next frame
   */
  run(image: Uint8Array): Float64Array {
    for (let l = 0; l < this.#layers.length; l++) {
      this.#accumulate(l, l === 0 ? image : this.#values[l - 1]!);
      this.#send(l);
    }
    return this.#output;
  }

  /** Whole numbers that layer l sent in the last frame, [pixel][channel]. */
  values(l: number): Int32Array {
    return this.#values[l]!;
  }

  #accumulate(l: number, values: Uint8Array | Int32Array): void {
    const { geometry: g, columns, silentInputs } = this.#layers[l]!;
    const { start, channel, weight } = columns;
    const silent = l === 0 ? silentInputs : undefined;
    const { start: tapStart, tap, outPixel } = this.#taps[l]!;
    const sums = this.#sums[l]!.fill(0);
    const kernel = g.kernelHeight * g.kernelWidth;
    let spikes = 0;
    let events = 0;
    for (let pixel = 0, n = 0; pixel < g.inHeight * g.inWidth; pixel++) {
      for (let c = 0; c < g.inChannels; c++, n++) {
        const value = values[n]!;
        if (value === 0 || silent?.[n]) continue;
        spikes++;
        for (let t = tapStart[pixel]!; t < tapStart[pixel + 1]!; t++) {
          const base = outPixel[t]! * g.outChannels;
          const column = c * kernel + tap[t]!;
          const first = start[column]!;
          const last = start[column + 1]!;
          for (let j = first; j < last; j++) sums[base + channel[j]!]! += weight[j]! * value;
          events += last - first;
        }
      }
    }
    this.spikesIn[l] = spikes;
    this.events[l] = events;
  }

  #send(l: number): void {
    const { factor, bias, largest, fires, silent } = this.#layers[l]!;
    const sums = this.#sums[l]!;
    const values = this.#values[l]!;
    const channels = factor.length;
    for (let n = 0, c = 0; n < sums.length; n++) {
      const x = sums[n]! * factor[c]! + bias[c]!;
      if (!fires) this.#output[n] = x;
      else {
        const value = Math.floor(x + 0.5);
        values[n] = value < this.#least || silent?.[n] ? 0 : value > largest ? largest : value;
      }
      if (++c === channels) c = 0;
    }
  }
}
