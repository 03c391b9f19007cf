/** Sequences of ids from 0: those of sequence s are `ids[starts[s]]` to `ids[ends[s] - 1]`. */
export interface Texts {
  readonly ids: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}
