import type { Pool } from '../sweep/pool.ts';

/** What has taken so long is stopped when nobody wants it any more, although the thread then opens its runs anew. */
const stoppedAfterMs = 2000;

/** One thread for runs that are looked at closely; it keeps those it opened, and starts with the first task. */
export interface OneThread<Task, Answer> {
  /**
   * Runs a task when those before it are done.
   * @throws the signal's reason where it aborted before that, or meanwhile
   */
  ask(task: Task, signal: AbortSignal): Promise<Answer>;
  /** Stops it at once. */
  close(): Promise<void>;
}

/**
 * Takes tasks one after the other: what was given up before its turn is never begun, and what is given up soon after it
 * began is let end, because stopping would cost the thread all that it keeps.
 * @param openPool opens the pool of one thread
 */
export function oneThread<Task, Answer>(
  openPool: () => Promise<Pool<Task, Answer>>,
): OneThread<Task, Answer> {
  let pool: Promise<Pool<Task, Answer>> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const run = async (task: Task, signal: AbortSignal) => {
    signal.throwIfAborted();
    pool ??= openPool();
    const opened = await pool;
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
  return {
    ask: (task, signal) => {
      const turn = last.then(() => run(task, signal));
      last = turn.catch(() => {});
      return turn;
    },
    close: async () => (await pool)?.destroy(),
  };
}
