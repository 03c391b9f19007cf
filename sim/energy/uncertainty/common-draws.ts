import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { factorQuantile, type UncertainFactor } from './factor.ts';

/**
 * Draws of the Monte Carlo propagation. Draw i of a factor is a function of the factor's id and i alone (common random
 * numbers): what two rows share, the model of their chip or the grid, is wrong by the same amount in both, and a
 * difference between them is as sure as it is. Each factor takes every quantile once, in an order of its own (Latin
 * hypercube), so that the interval of a lone factor is that of its source.
 */
export class CommonDraws {
  readonly count: number;
  private readonly seed: number;
  private readonly known = new Map<string, Float64Array>();
  private readonly picks = new Map<number, Uint32Array>();

  constructor(count: number, seed: number) {
    this.count = count;
    this.seed = seed;
  }

  of(factor: UncertainFactor): Float64Array {
    const key = `${factor.id} ${factor.low} ${factor.high}`;
    const found = this.known.get(key);
    if (found) return found;
    const order = permutation(this.count, new RandomStream(this.seed, factor.id, 'uncertainty'));
    const draws = Float64Array.from({ length: this.count }, (_, i) =>
      factorQuantile(factor, (order[i]! + 0.5) / this.count),
    );
    this.known.set(key, draws);
    return draws;
  }

  /**
   * Means over bootstrap samples of paired seeds, relative to the mean over the seeds: the same seeds are picked for
   * every row with as many of them.
   * @param energyJ by seed @param completed by seed
   */
  ofSeeds(energyJ: readonly number[], completed: readonly number[]): Float64Array {
    const n = energyJ.length;
    const picks = this.picksOf(n);
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    const whole = sum(energyJ) / sum(completed);
    return Float64Array.from({ length: this.count }, (_, i) => {
      let joules = 0;
      let requests = 0;
      for (let j = 0; j < n; j++) {
        const seed = picks[i * n + j]!;
        joules += energyJ[seed]!;
        requests += completed[seed]!;
      }
      return requests > 0 && whole > 0 ? joules / requests / whole : 1;
    });
  }

  private picksOf(n: number): Uint32Array {
    const found = this.picks.get(n);
    if (found) return found;
    const stream = new RandomStream(this.seed, 'seeds', 'bootstrap');
    const picks = Uint32Array.from({ length: this.count * n }, (_, i) => stream.integer(i, n));
    this.picks.set(n, picks);
    return picks;
  }
}
