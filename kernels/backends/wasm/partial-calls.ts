import type { RowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';

/** A call over rows that cost alike, and the same call over the first of them only, each made once. */
export class PartialCalls {
  readonly #whole: RowCall;
  readonly #rows: number;
  readonly #groups: number;
  readonly #made = new Map<number, RowCall>();

  /** @param rows of the whole call @param groups of the activations, each of rows / groups rows */
  constructor(whole: RowCall, rows: number, groups: number) {
    this.#whole = whole;
    this.#rows = rows;
    this.#groups = groups;
  }

  /** @param groups that are to be computed; default all @throws RangeError when there are not so many */
  over(groups: number = this.#groups): RowCall {
    if (groups === this.#groups) return this.#whole;
    const known = this.#made.get(groups);
    if (known) return known;
    if (!Number.isInteger(groups) || groups < 1 || groups > this.#groups) {
      throw new RangeError(`${groups} groups of activations; this layer has ${this.#groups}`);
    }
    const rows = (this.#rows / this.#groups) * groups;
    const ends = splitRows(rows, null, this.#whole.ends.length);
    // The arguments may be shared: a runner fills in their places at each call.
    const made = { ...this.#whole, ends, work: (this.#whole.work / this.#rows) * rows };
    this.#made.set(groups, made);
    return made;
  }
}
