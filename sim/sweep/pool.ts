import { availableParallelism } from 'node:os';
import { checkThreads } from './check-threads.ts';
import { compiledWorker } from './compiled-worker.ts';
import type { KeptThreads } from './keep-threads.ts';
import { openPiscina } from './open-piscina.ts';

/**
 * Worker threads behind one small interface; the rest of the simulator knows no thread library.
 *
 * Behind it is piscina: it keeps its threads, queues tasks, aborts them and speaks over shared memory. The name that
 * was asked for first, `worker_threads-pool`, is not on npm. `worker-threads-pool` 2.0.0 is, but it starts a new thread
 * for every job: 200 trivial jobs on 2 threads took 13 s with it and 0.2 to 0.3 s with piscina (`npm run bench -- pool`),
 * and every new thread would compile the WebAssembly kernels and read the network again.
 */
export interface Pool<Task, Result> {
  readonly threads: number;
  /** Runs one task. Its thread is stopped when `signal` aborts; the promise then rejects with an `AbortError`. */
  run(task: Task, signal?: AbortSignal): Promise<Result>;
  /** Lets running tasks end and stops the threads. */
  close(): Promise<void>;
  /** Stops the threads at once; pending tasks reject. */
  destroy(): Promise<void>;
}

/** Threads of a pool when nothing is asked for: one per available core, at most 16. */
export function defaultThreads(): number {
  return Math.max(1, Math.min(16, availableParallelism()));
}

/** Threads of a pool's own, so many, or threads that are kept for many pools. */
export type PoolThreads = number | KeptThreads;

/**
 * Opens a pool.
 * @throws RangeError for a number of threads that is no positive integer, Error when the build is missing
 * @param worker module that exports `run(task)`, as a path below `dist` (e.g. `sim/sparsity/table-worker.js`)
 * @param most threads that there is work for; kept threads are as many as they are
 */
export async function openPool<Task, Result>(
  worker: string,
  threads: PoolThreads = defaultThreads(),
  most = Number.POSITIVE_INFINITY,
): Promise<Pool<Task, Result>> {
  if (typeof threads !== 'number') return threads.open(worker);
  const own = Math.min(threads, most);
  checkThreads(own);
  const piscina = await openPiscina<Task, Result>(compiledWorker(worker), { least: own, most: own });
  return {
    threads: own,
    run: (task, signal) => piscina.run(task, signal ? { signal } : undefined),
    close: () => piscina.close(),
    destroy: () => piscina.destroy(),
  };
}
