import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { Stimulus } from './stimulus.ts';
import { wholeNoise } from './whole-noise.ts';

const fine = 2 ** 24 - 1;

/** Every input neuron fires in each step with the same probability, independently. */
export class RandomStimulus implements Stimulus {
  readonly #probability: number;
  readonly #seed: number;
  readonly #ranges: (readonly [first: number, end: number])[] = [];

  /** @param probability of a spike of one neuron in one step, 0 … 1 */
  constructor(graph: SpikingGraph, probability: number, seed: number) {
    if (!(probability >= 0 && probability <= 1))
      throw new RangeError(`a probability of ${probability} a step; 0 to 1 is allowed`);
    this.#probability = probability;
    this.#seed = seed;
    let first = 0;
    for (const { size, neuron } of graph.populations) {
      if (neuron.kind === 'input') this.#ranges.push([first, first + size]);
      first += size;
    }
  }

  /** Neurons that may fire. */
  get neurons(): number {
    return this.#ranges.reduce((sum, [first, end]) => sum + end - first, 0);
  }

  apply(step: number, value: Float64Array, slotOf: Uint32Array): void {
    const limit = this.#probability * (fine + 1);
    for (const [first, end] of this.#ranges)
      for (let neuron = first; neuron < end; neuron++)
        if (wholeNoise(this.#seed, neuron, step, fine) < limit) value[slotOf[neuron]!] = 1;
  }
}
