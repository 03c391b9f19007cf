import type { ExplainAnswer } from '../scenario/explain/explain-task.ts';
import { cellInputOf } from './cell-input-of.ts';
import type { RunRef } from './questions.ts';
import type { SessionContext } from './session-context.ts';

/**
 * Asks the thread for explanations about a run.
 * @param request null: about all of them
 * @throws RangeError when the scenario has no such cell, InputError where the policy does not run there
 */
export async function explainOnThread(
  context: SessionContext,
  { cell, change, policy, repetition }: RunRef,
  request: number | null,
  signal: AbortSignal,
): Promise<ExplainAnswer> {
  const input = await cellInputOf(context, cell, change);
  const { file, hash } = await context.scenario();
  const key = JSON.stringify({ hash, cell, change, policy, repetition });
  signal.throwIfAborted();
  return context.explaining.ask({ input, policy, repetition: repetition - 1, request, file, key }, signal);
}
