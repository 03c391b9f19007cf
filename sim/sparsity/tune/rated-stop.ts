/** What one stop answered on a list of requests, and what a request costs. All stops are rated on the same requests. */
export interface RatedStop {
  /** Unique in its list, e.g. `L3e0`. */
  readonly id: string;
  /** Of one request that runs from its begin to here, in the caller's unit (measured microseconds), above 0. */
  readonly cost: number;
  /** [requests], how sure the stop is; compared within one stop only. */
  readonly confidence: ArrayLike<number>;
  /** [requests], right answers, 0 or 1 where a request has one answer and all count the same. */
  readonly right: ArrayLike<number>;
  /** Answers of all requests together. */
  readonly answers: number;
}

/** Share of right answers when every request stops here. */
export function stopAccuracy({ right, answers }: RatedStop): number {
  let sum = 0;
  for (let i = 0; i < right.length; i++) sum += right[i]!;
  return sum / answers;
}
