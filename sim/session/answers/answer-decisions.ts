import type { DecisionLog } from '../../scenario/explain/decision-log.ts';
import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

/** @throws RangeError when the scenario has no such cell, InputError where the policy does not run there */
export const answerDecisions: Answer<'decisions'> = async (context, run, { signal }) => {
  const task = await recordingTaskOf(context, run, { kind: 'decisions' });
  const log = (await context.recording.run(task, signal)) as DecisionLog;
  return { log, repetitions: (await context.scenario()).value.pairedSeeds };
};
