import type { Stimulus } from '../chip/stimulus.ts';
import { wholeNoise } from '../chip/whole-noise.ts';
import type { Attributes } from './raw-network.ts';

interface Source {
  readonly neuron: number;
  readonly spikes: readonly number[];
  readonly rate: number;
  /** Every so many steps; 0 never. */
  readonly every: number;
  readonly probability: number;
}

const fine = 2 ** 24 - 1;

/**
 * What the input neurons of a SANA-FE network say themselves: spike trains from the first step on, a rate (1/rate is cut to
 * whole steps, counted from 1), and a probability. Its own random numbers differ, so random inputs agree in the mean alone.
 */
export class TrainStimulus implements Stimulus {
  readonly #sources: Source[] = [];
  readonly #seed: number;

  constructor(seed = 1) {
    this.#seed = seed;
  }

  /** @throws RangeError for a train, rate or probability that is none */
  add(neuron: number, attributes: Attributes): void {
    const { spikes = [], rate = 0, poisson = 0 } = attributes;
    if (!Array.isArray(spikes) || spikes.some((spike) => spike !== 0 && spike !== 1))
      throw new RangeError('has `spikes` that are not a list of 0 and 1');
    if (typeof rate !== 'number' || !(rate >= 0 && rate <= 1))
      throw new RangeError('has a `rate` outside 0 … 1');
    if (typeof poisson !== 'number' || !(poisson >= 0 && poisson <= 1))
      throw new RangeError('has a `poisson` probability outside 0 … 1');
    if (spikes.length > 0 || rate > 0 || poisson > 0)
      this.#sources.push({
        neuron,
        spikes: spikes as number[],
        rate,
        every: rate > 0 ? Math.floor(1 / rate) : 0,
        probability: poisson,
      });
  }

  get silent(): boolean {
    return this.#sources.length === 0;
  }

  /** What was added, by neuron, in the words of the files. */
  attributes(): Map<number, Attributes> {
    return new Map(
      this.#sources.map(({ neuron, spikes, rate, probability }) => [
        neuron,
        {
          ...(spikes.length > 0 ? { spikes } : {}),
          ...(rate > 0 ? { rate } : {}),
          ...(probability > 0 ? { poisson: probability } : {}),
        },
      ]),
    );
  }

  apply(step: number, value: Float64Array, slotOf: Uint32Array): void {
    for (const { neuron, spikes, every, probability } of this.#sources) {
      const chance = probability > 0 && wholeNoise(this.#seed, neuron, step, fine) < probability * (fine + 1);
      if (spikes[step] === 1 || (every > 0 && (step + 1) % every === 0) || chance) value[slotOf[neuron]!] = 1;
    }
  }
}
