/** What a task is owed to beat: a method without a network, or a bound. */
export interface Baseline {
  readonly name: string;
  /** Share of right answers on the test data. */
  readonly accuracy: number;
}
