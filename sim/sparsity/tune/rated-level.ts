/** What one level answered on a list of requests, and what a request costs. All levels are rated on the same requests. */
export interface RatedLevel {
  /** Unique in its list, e.g. `L3`. */
  readonly id: string;
  /** Of one request, in the caller's unit (measured microseconds), above 0. */
  readonly cost: number;
  /** [requests], how sure the level is; compared within one level only. */
  readonly confidence: ArrayLike<number>;
  /** [requests], right answers, 0 or 1 where a request has one answer and all count the same. */
  readonly right: ArrayLike<number>;
  /** Answers of all requests together. */
  readonly answers: number;
}

/** Share of right answers when every request runs at this level. */
export function levelAccuracy({ right, answers }: RatedLevel): number {
  let sum = 0;
  for (let i = 0; i < right.length; i++) sum += right[i]!;
  return sum / answers;
}
