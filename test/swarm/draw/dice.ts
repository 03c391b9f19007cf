import { RandomStream } from '../../../sim/engine/random/random-stream.ts';

/** Draws one after the other from one named stream of a seed. */
export class Dice {
  private readonly stream: RandomStream;
  private readonly seed: number;
  private readonly purpose: string;
  private index = 0;

  constructor(seed: number, purpose: string) {
    this.stream = new RandomStream(seed, 'swarm', purpose);
    this.seed = seed;
    this.purpose = purpose;
  }

  /** Draws of their own: what comes after them is drawn as without them. */
  aside(purpose: string): Dice {
    return new Dice(this.seed, `${this.purpose}, ${purpose}`);
  }

  /** In (0, 1). */
  share(): number {
    return this.stream.uniform(this.index++);
  }

  chance(probability: number): boolean {
    return this.share() < probability;
  }

  /** A whole number from 0 up to but without `bound`. */
  below(bound: number): number {
    return this.stream.integer(this.index++, bound);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.share();
  }

  /** Equally likely in every decade between two positive numbers. */
  scale(low: number, high: number): number {
    return low * Math.exp(Math.log(high / low) * this.share());
  }

  one<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  many<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  /** Every value with the given probability, in order. */
  some<T>(values: readonly T[], probability: number): T[] {
    return values.filter(() => this.chance(probability));
  }

  /** In a random order (Fisher-Yates). */
  shuffled<T>(values: readonly T[]): T[] {
    const order = [...values];
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}
