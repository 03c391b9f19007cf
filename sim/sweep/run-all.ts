import { setMaxListeners } from 'node:events';
import type { Pool } from './pool.ts';

/**
 * Runs tasks on a pool and gives their results in the order of the tasks, whatever order they end in: the caller's
 * result does not depend on the number of threads.
 * @param onResult called as each task ends, in order of arrival: for progress and for storing parts
 * @throws what the first failing task threw, after the others were told to stop
 */
export async function runAll<Task, Result>(
  pool: Pool<Task, Result>,
  tasks: readonly Task[],
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onResult?: (result: Result, index: number) => void | Promise<void>;
  } = {},
): Promise<Result[]> {
  options.signal?.throwIfAborted();
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  setMaxListeners(0, signal);
  const results = new Array<Result>(tasks.length);
  const settled = await Promise.allSettled(
    tasks.map(async (task, index) => {
      try {
        const result = await pool.run(task, signal);
        results[index] = result;
        await options.onResult?.(result, index);
      } catch (error) {
        stop.abort(error);
        throw error;
      }
    }),
  );
  options.signal?.throwIfAborted();
  if (settled.some((outcome) => outcome.status === 'rejected')) throw stop.signal.reason;
  return results;
}
