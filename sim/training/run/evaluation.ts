/** What one level answers on a part of the data. */
export interface Evaluation {
  readonly level: number;
  /** Share of the prunable blocks that the level leaves out at the time. */
  readonly sparsity: number;
  /** Mean cross entropy, nats. */
  readonly loss: number;
  /** Share of right answers. */
  readonly accuracy: number;
  readonly answers: number;
  /** By class: how many of its answers there are, and how many are right. */
  readonly classes: readonly { readonly answers: number; readonly correct: number }[];
}
