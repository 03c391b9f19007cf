import type { Cause } from '../../energy/cause.ts';

/** amount x exp(sum of factor x coefficient): work of one kind, and what one unit of it costs. */
export interface SumPart {
  /** Above zero. */
  readonly amount: number;
  /** What the part is spent on; `compute` where nothing is said. */
  readonly cause?: Cause;
  readonly coefficients: readonly (readonly [index: number, factor: number])[];
}

/**
 * What a model says of one row: the logarithm of a sum of parts. Costs add, their factors multiply, and every factor is
 * above zero whatever its coefficient.
 */
export class SumTerm {
  /** The coefficients that the row depends on, each once. */
  readonly indices: Int32Array;
  readonly #amounts: Float64Array;
  readonly #positions: readonly Int32Array[];
  readonly #factors: readonly Float64Array[];
  readonly #values: Float64Array;
  readonly #causes: readonly Cause[];

  constructor(parts: readonly SumPart[]) {
    const used = parts.filter((part) => part.amount > 0);
    if (used.length === 0) throw new RangeError('a prediction needs at least one part with an amount');
    const positions = new Map<number, number>();
    for (const part of used)
      for (const [index] of part.coefficients)
        if (!positions.has(index)) positions.set(index, positions.size);
    this.indices = Int32Array.from(positions.keys());
    this.#amounts = Float64Array.from(used, (part) => part.amount);
    this.#positions = used.map((part) =>
      Int32Array.from(part.coefficients, ([index]) => positions.get(index)!),
    );
    this.#factors = used.map((part) => Float64Array.from(part.coefficients, ([, factor]) => factor));
    this.#values = new Float64Array(used.length);
    this.#causes = used.map((part) => part.cause ?? 'compute');
  }

  /** The parts at these coefficients, added up by cause; their sum is what `evaluate` takes the logarithm of. */
  byCause(local: Float64Array): ReadonlyMap<Cause, number> {
    this.evaluate(local, new Float64Array(this.indices.length));
    const sums = new Map<Cause, number>();
    for (const [part, cause] of this.#causes.entries())
      sums.set(cause, (sums.get(cause) ?? 0) + this.#values[part]!);
    return sums;
  }

  /**
   * Logarithm of the sum; `gradient` receives its derivatives.
   * @param local coefficients in the order of `indices` @param gradient as long as `indices`, or longer
   */
  evaluate(local: Float64Array, gradient: Float64Array): number {
    const values = this.#values;
    let total = 0;
    for (let part = 0; part < values.length; part++) {
      const positions = this.#positions[part]!;
      const factors = this.#factors[part]!;
      let exponent = 0;
      for (let i = 0; i < positions.length; i++) exponent += factors[i]! * local[positions[i]!]!;
      const value = this.#amounts[part]! * Math.exp(exponent);
      values[part] = value;
      total += value;
    }
    gradient.fill(0, 0, this.indices.length);
    for (let part = 0; part < values.length; part++) {
      const positions = this.#positions[part]!;
      const factors = this.#factors[part]!;
      const share = values[part]! / total;
      for (let i = 0; i < positions.length; i++) {
        const at = positions[i]!;
        gradient[at] = gradient[at]! + share * factors[i]!;
      }
    }
    return Math.log(total);
  }
}
