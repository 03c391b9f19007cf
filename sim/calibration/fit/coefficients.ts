/**
 * The coefficients of a model, each with the mean and the spread (standard deviation) of its Gaussian prior. A
 * coefficient is made when a row first needs it; one that no calibration row has stays at its prior.
 */
export class Coefficients {
  readonly names: string[] = [];
  readonly means: number[] = [];
  readonly spreads: number[] = [];
  readonly #byName = new Map<string, number>();

  /** Index of a coefficient; mean and spread count only where it is new. A spread of zero or less is an error. */
  index(name: string, mean: number, spread: number): number {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (!(spread > 0))
      throw new RangeError(`coefficient ${name}: a spread must be above zero, not ${spread}`);
    const index = this.names.length;
    this.#byName.set(name, index);
    this.names.push(name);
    this.means.push(mean);
    this.spreads.push(spread);
    return index;
  }

  get size(): number {
    return this.names.length;
  }
}
