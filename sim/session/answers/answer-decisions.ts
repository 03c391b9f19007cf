import type { Answer } from '../answer.ts';
import { explainOnThread } from '../explain-on-thread.ts';

/** @throws RangeError when the scenario has no such cell, InputError where the policy does not run there */
export const answerDecisions: Answer<'decisions'> = async (context, question, { signal }) => {
  const answer = await explainOnThread(context, question, null, signal);
  if (answer.kind !== 'log') throw new Error('an explanation came instead of a log; please report this');
  return { log: answer.log, repetitions: (await context.scenario()).value.pairedSeeds };
};
