import type { QuestionKind } from './questions.ts';

/** An error as it travels between processes: what a user may be shown of it. */
export interface TravellingError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

/** What the session's process is sent. */
export type ToSession =
  | { readonly kind: 'ask'; readonly id: number; readonly about: QuestionKind; readonly question: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'close' };

/** What it sends back. */
export type FromSession =
  | { readonly kind: 'part'; readonly id: number; readonly part: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: TravellingError }
  | { readonly kind: 'closed' };
