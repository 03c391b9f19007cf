import type { Option } from '../../policies/policy.ts';
import type { OptionCosts } from './option-costs.ts';

/** Options by number, of which the second goes on with the first. */
export interface ContinuedPair {
  readonly from: number;
  readonly to: number;
  /** Costs of both together, at least those of each; absent: those of the second. */
  readonly whole?: OptionCosts;
}

/**
 * What going on costs where a pass with one option leaves the work for another half done: a spiking network that was read
 * after 10 steps takes 6 more to be read after 16, and one that has come to an exit goes on behind it. Such passes have numbers of their own, after those of the options.
 */
export class Continuations {
  /** What is left to pay, and the answer of the option that is gone on to. */
  readonly costs: readonly OptionCosts[];
  readonly #options: number;
  readonly #to: readonly number[];
  readonly #numbers: ReadonlyMap<number, number>;

  /** @param pairs of options, the costs of the second at least those of the first in every part */
  constructor(options: readonly OptionCosts[], pairs: readonly ContinuedPair[]) {
    this.#options = options.length;
    this.#to = pairs.map(({ to }) => to);
    this.#numbers = new Map(pairs.map(({ from, to }, i) => [from * options.length + to, options.length + i]));
    this.costs = pairs.map(({ from, to, whole }) => difference(options[from]!, whole ?? options[to]!));
  }

  /** To which options a pass with this one can go on, and what is left of them then. */
  from(option: number): Option['goesOn'] {
    const found = this.#to.flatMap((to, i) => {
      const going = this.#numbers.get(option * this.#options + to) === this.#options + i;
      return going ? [{ option: to, meanServiceNs: this.costs[i]!.meanServiceNs }] : [];
    });
    return found.length > 0 ? found : undefined;
  }

  /** The number of the pass that goes on from a pass to an option: the option's own where nothing is kept. */
  pass(from: number, to: number): number {
    return this.#numbers.get(this.shown(from) * this.#options + to) ?? to;
  }

  /** The option that a pass is known by. */
  shown(pass: number): number {
    return pass < this.#options ? pass : this.#to[pass - this.#options]!;
  }
}

function difference(from: OptionCosts, to: OptionCosts): OptionCosts {
  const minus = (a: Float64Array, b: Float64Array) => a.map((x, i) => Math.max(0, x - b[i]!));
  const serviceNs = minus(to.serviceNs, from.serviceNs);
  const marginalJ = minus(to.marginalJ, from.marginalJ);
  return {
    ...to,
    segments: to.segments.map((segment, s) => ({
      ...segment,
      durationNs: minus(segment.durationNs, from.segments[s]!.durationNs),
      joules: minus(segment.joules, from.segments[s]!.joules),
    })),
    serviceNs,
    marginalJ,
    meanServiceNs: to.meanServiceNs - from.meanServiceNs,
    meanMarginalJ: to.meanMarginalJ - from.meanMarginalJ,
  };
}
