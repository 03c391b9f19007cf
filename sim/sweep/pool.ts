import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

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

/**
 * Opens a pool. Threads always load compiled code, also in tests: Node 20 cannot load TypeScript in a worker.
 * @throws RangeError for a number of threads that is no positive integer, Error when the build is missing
 * @param worker module that exports `run(task)`, as a path below `dist` (e.g. `sim/sparsity/table-worker.js`)
 */
export async function openPool<Task, Result>(
  worker: string,
  threads = defaultThreads(),
): Promise<Pool<Task, Result>> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`${threads} threads; an integer of at least 1 is needed`);
  }
  const filename = join(packageRoot(), 'dist', worker);
  if (!existsSync(filename)) {
    throw new Error(`${filename} is missing: worker threads need the compiled code; run \`npm run build\``);
  }
  const { Piscina } = await import('piscina');
  const piscina = new Piscina<Task, Result>({
    filename,
    name: 'run',
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    // The parent's loaders (tsx, test runners) are of no use to compiled workers and slow their start.
    execArgv: [],
    workerHistogram: false,
    recordTiming: false,
  });
  return {
    threads,
    run: (task, signal) => piscina.run(task, signal ? { signal } : undefined),
    close: () => piscina.close(),
    destroy: () => piscina.destroy(),
  };
}
