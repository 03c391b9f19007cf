import type { TargetUnit } from '../../scenario/record/target-units.ts';
import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

/** @throws as `answerRecording` */
export const answerUnits: Answer<'units'> = async (context, { run }, { signal }) => {
  const task = await recordingTaskOf(context, run, { kind: 'units' });
  return (await context.recording.run(task, signal)) as readonly TargetUnit[];
};
