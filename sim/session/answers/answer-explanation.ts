import type { Answer } from '../answer.ts';
import { explainOnThread } from '../explain-on-thread.ts';

/** @throws RangeError where there is no such request, InputError where the policy does not run there */
export const answerExplanation: Answer<'explanation'> = async (context, question, { signal }) => {
  const answer = await explainOnThread(context, question, question.request, signal);
  if (answer.kind !== 'text') throw new Error('a log came instead of an explanation; please report this');
  return answer.text;
};
