import type { RecordingAnswer, RecordingTask } from '../scenario/record/recording-task.ts';
import type { Pool } from '../sweep/pool.ts';

/** What has taken so long is stopped when nobody wants it any more, although the thread then opens its runs anew. */
const stoppedAfterMs = 2000;

/** Runs a task when the tasks before it are done. @throws the signal's reason where it aborted before that, or meanwhile */
export type RecordingTurns = (task: RecordingTask, signal: AbortSignal) => Promise<RecordingAnswer>;

/**
 * Takes tasks for the one thread of recordings one after the other: what was given up before its turn is never begun, and
 * what is given up soon after it began is let end, because stopping would cost the thread all that it keeps.
 */
export function recordingTurns(pool: () => Promise<Pool<RecordingTask, RecordingAnswer>>): RecordingTurns {
  let last: Promise<unknown> = Promise.resolve();
  const run = async (task: RecordingTask, signal: AbortSignal) => {
    const opened = await pool();
    signal.throwIfAborted();
    const stop = new AbortController();
    let isLong = false;
    const stopLong = () => {
      if (isLong && signal.aborted) stop.abort();
    };
    const timer = setTimeout(() => {
      isLong = true;
      stopLong();
    }, stoppedAfterMs);
    signal.addEventListener('abort', stopLong);
    try {
      return await opened.run(task, stop.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stopLong);
    }
  };
  return (task, signal) => {
    const turn = last.then(() => run(task, signal));
    last = turn.catch(() => {});
    return turn;
  };
}
