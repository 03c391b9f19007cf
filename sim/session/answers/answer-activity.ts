import type { PointActivity } from '../../targets/neuromorphic/points/point-activity.ts';
import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

/** @throws as `answerRecording` */
export const answerActivity: Answer<'activity'> = async (context, { run }, { signal }) => {
  const { cacheFolder } = context.settings;
  const task = await recordingTaskOf(context, run, { kind: 'activity', cacheFolder });
  return (await context.recording.run(task, signal)) as PointActivity | null;
};
