import type { QuestionKind, Questions } from './questions.ts';

/** How a question is asked. */
export interface AskOptions<Part> {
  /** An answer that comes after its signal was aborted is thrown away; what computes it is stopped where it can be. */
  readonly signal?: AbortSignal | undefined;
  readonly onPart?: ((part: Part) => void) | undefined;
}

/** One scenario held open in a process of its own, to be asked about as long as somebody looks at it. */
export interface Session {
  /** @throws what went wrong there, with its message and code; the signal's reason */
  ask<K extends QuestionKind>(
    kind: K,
    question: Questions[K]['question'],
    options?: AskOptions<Questions[K]['part']>,
  ): Promise<Questions[K]['answer']>;
  close(): Promise<void>;
  /** Ends it at once, whatever it is doing; what it was writing is removed. May be called more than once. */
  stop(): void;
}
