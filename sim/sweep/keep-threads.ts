import { pathToFileURL } from 'node:url';
import { checkThreads } from './check-threads.ts';
import { compiledWorker } from './compiled-worker.ts';
import type { GivenUp } from './given-up.ts';
import type { KeptThreadTask } from './kept-thread.ts';
import { openPiscina } from './open-piscina.ts';
import type { Pool } from './pool.ts';

/** A thread beyond the first that nobody has needed for so long is stopped. */
const idleMs = 30_000;

/**
 * Threads for a program that stays open: they serve one pool after the other, of any worker module, and keep what the
 * modules keep. A task that is given up is told so (`throwIfGivenUp`) and never costs its thread.
 */
export interface KeptThreads {
  readonly most: number;
  /**
   * A pool on these threads, which start with the first task. A task whose signal aborts rejects with its reason at once;
   * one that had not begun is never begun. Closing the pool leaves the threads.
   * @throws Error when the build is missing
   */
  open<Task, Result>(worker: string): Pool<Task, Result>;
  /** Stops them at once; pending tasks reject. */
  destroy(): Promise<void>;
}

const ended = () => new DOMException('the threads have been stopped', 'AbortError');

interface Job {
  begin(): Promise<void>;
  end(reason: unknown): void;
}

/** @throws RangeError for a number of threads that is no positive integer */
export function keepThreads(most: number): KeptThreads {
  checkThreads(most);
  const entry = compiledWorker('sim/sweep/kept-thread.js');
  let threads: ReturnType<typeof openPiscina<KeptThreadTask, unknown>> | null = null;
  const waiting: Job[] = [];
  let running = 0;
  let isEnded = false;

  const beginNext = () => {
    while (running < most && waiting.length > 0) {
      running++;
      const end = () => {
        running--;
        beginNext();
      };
      void waiting.shift()!.begin().finally(end);
    }
  };

  const run = <Result>(module: string, task: unknown, signal: AbortSignal | undefined) => {
    const givenUp: GivenUp = new Int32Array(new SharedArrayBuffer(4));
    return new Promise<Result>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (isEnded) return reject(ended());
      const job: Job = {
        begin: async () => {
          try {
            threads ??= openPiscina(entry, { least: 1, most, idleMs });
            resolve((await (await threads).run({ module, task, givenUp })) as Result);
          } catch (error) {
            reject(error);
          } finally {
            signal?.removeEventListener('abort', giveUp);
          }
        },
        end: reject,
      };
      const giveUp = () => {
        Atomics.store(givenUp, 0, 1);
        const at = waiting.indexOf(job);
        if (at >= 0) waiting.splice(at, 1);
        reject(signal!.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      waiting.push(job);
      beginNext();
    });
  };

  return {
    most,
    open: (worker) => {
      const module = pathToFileURL(compiledWorker(worker)).href;
      const leave = async () => {};
      return {
        threads: most,
        run: (task, signal) => run(module, task, signal),
        close: leave,
        destroy: leave,
      };
    },
    destroy: async () => {
      isEnded = true;
      for (const job of waiting.splice(0)) job.end(ended());
      await (await threads)?.destroy();
    },
  };
}
