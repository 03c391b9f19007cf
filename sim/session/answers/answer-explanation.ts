import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

/** @throws RangeError where there is no such request, InputError where the policy does not run there */
export const answerExplanation: Answer<'explanation'> = async (context, { request, ...run }, { signal }) => {
  const task = await recordingTaskOf(context, run, { kind: 'explanation', request });
  return (await context.recording.run(task, signal)) as string;
};
