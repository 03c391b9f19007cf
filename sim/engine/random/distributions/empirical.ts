import type { RandomStream } from '../random-stream.ts';
import { AliasTable } from './alias-table.ts';
import { parameterError } from './parameter-error.ts';

/** Draws one of a table of values, such as measured times, in constant time. */
export class Empirical {
  readonly #values: Float64Array;
  readonly #table: AliasTable;

  /**
   * @param values finite @param weights one per value, not negative, any scale; without them all are equal
   * @throws RangeError on no values, on a value that is not finite, and on other weights
   */
  constructor(values: ArrayLike<number>, weights?: ArrayLike<number>) {
    if (values.length === 0) parameterError('values', 'empty', 'one or more are needed');
    if (weights && weights.length !== values.length)
      parameterError('weights', `of length ${weights.length}`, `one per value is needed: ${values.length}`);
    this.#values = Float64Array.from(values);
    this.#values.forEach((value, k) => {
      if (!Number.isFinite(value)) parameterError(`values[${k}]`, value, 'a finite number is needed');
    });
    this.#table = new AliasTable(weights ?? new Float64Array(values.length).fill(1));
  }

  draw(stream: RandomStream, index: number): number {
    return this.#values[this.#table.draw(stream, index)]!;
  }
}
