import type { QuestionKind, Questions } from './questions.ts';
import type { SessionContext } from './session-context.ts';

/** Answers one kind of question. Work that takes long belongs on a thread of a pool: the session must hear of aborts. */
export type Answer<K extends QuestionKind> = (
  context: SessionContext,
  question: Questions[K]['question'],
  told: {
    readonly signal: AbortSignal;
    readonly onPart: (part: Questions[K]['part']) => void;
  },
) => Promise<Questions[K]['answer']>;
