import type { Answer } from './answer.ts';
import type { FromSession, ToSession, TravellingError } from './message.ts';
import type { QuestionKind } from './questions.ts';
import type { SessionContext } from './session-context.ts';

function travelling(thrown: unknown): TravellingError {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Error & { code?: unknown };
  return {
    name: error.name,
    message: error.message,
    code: typeof error.code === 'string' ? error.code : undefined,
  };
}

/**
 * The session's side of the conversation.
 * @param send posts a message to whoever asks
 * @returns what to call with every message from there
 */
export function serveSession(
  context: SessionContext,
  answers: { readonly [K in QuestionKind]: Answer<K> },
  send: (message: FromSession) => void,
): (message: ToSession) => void {
  const running = new Map<number, AbortController>();

  async function answer({ id, about, question }: ToSession & { kind: 'ask' }): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const { signal } = controller;
    // The kinds of question and answer agree by the type of `ask`; across the boundary of processes they are data.
    const responder = answers[about] as Answer<QuestionKind>;
    try {
      const found = await responder(context, question as never, {
        signal,
        onPart: (part) => {
          if (!signal.aborted) send({ kind: 'part', id, part });
        },
      });
      if (!signal.aborted) send({ kind: 'answer', id, answer: found });
    } catch (error) {
      if (!signal.aborted) send({ kind: 'error', id, error: travelling(error) });
    } finally {
      running.delete(id);
    }
  }

  return (message) => {
    switch (message.kind) {
      case 'ask':
        void answer(message);
        break;
      case 'abort':
        running.get(message.id)?.abort();
        break;
      case 'close':
        for (const controller of running.values()) controller.abort();
        void context.close().then(() => send({ kind: 'closed' }));
        break;
    }
  };
}
