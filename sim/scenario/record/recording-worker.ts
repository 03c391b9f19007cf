import type { RecordingAnswer, RecordingTask } from './recording-task.ts';
import { runRecordingTask } from './run-recording-task.ts';

/** Entry of the worker thread. */
export function run(task: RecordingTask): Promise<RecordingAnswer> {
  return runRecordingTask(task);
}
