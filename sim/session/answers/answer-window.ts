import type { RunWindow } from '../../scenario/record/run-window.ts';
import type { Answer } from '../answer.ts';
import { recordingTaskOf } from '../recording-task-of.ts';

/** @throws as `answerRecording` */
export const answerWindow: Answer<'window'> = async (context, { run, window }, { signal }) => {
  const task = await recordingTaskOf(context, run, { kind: 'window', ...window });
  return (await context.recording.run(task, signal)) as RunWindow;
};
