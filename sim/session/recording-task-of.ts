import type { RecordingTask, RecordingWish } from '../scenario/record/recording-task.ts';
import { cellInputOf } from './cell-input-of.ts';
import type { RunRef } from './questions.ts';
import type { SessionContext } from './session-context.ts';

/** A wish about one run as a task for the thread that records. @throws RangeError when there is no such cell */
export async function recordingTaskOf(
  context: SessionContext,
  run: RunRef,
  wish: RecordingWish,
): Promise<RecordingTask> {
  const { cell, change, policy, repetition } = run;
  const { file, hash } = await context.scenario();
  return {
    input: await cellInputOf(context, cell, change),
    name: { policy, repetition },
    scenarioFile: file,
    key: JSON.stringify([hash, cell, change, policy, repetition]),
    wish,
  };
}
