/** A value of the graph that everything passes through, from which an exit can answer. */
export interface ExitPlace {
  readonly value: string;
  /** How it becomes the features of an answer: mean over pixels, mean over tokens, or as it is. */
  readonly pooling: 'pixels' | 'tokens' | null;
  /** Whether each token is answered. */
  readonly perToken: boolean;
  readonly features: number;
  /** Ids whose value 0 is padding; null where there are no tokens. */
  readonly ids: string | null;
  /** Whether ladder layers come before it, so that its values differ by level. */
  readonly byLevel: boolean;
  /** Share of the multiply-accumulates of level 0 that come after it. */
  readonly rest: number;
}
