import type { Piscina } from 'piscina';

/** How many threads there are: at first, at most, and how long one beyond the first stays without work. */
interface ThreadCounts {
  readonly least: number;
  readonly most: number;
  readonly idleMs?: number;
}

/**
 * The thread library, loaded when it is needed.
 * @param file compiled module that exports `run(task)`
 */
export async function openPiscina<Task, Result>(
  file: string,
  { least, most, idleMs = 0 }: ThreadCounts,
): Promise<Piscina<Task, Result>> {
  const { Piscina } = await import('piscina');
  return new Piscina<Task, Result>({
    filename: file,
    name: 'run',
    minThreads: least,
    maxThreads: most,
    idleTimeout: idleMs,
    concurrentTasksPerWorker: 1,
    // The parent's loaders (tsx, test runners) are of no use to compiled workers and slow their start.
    execArgv: [],
    workerHistogram: false,
    recordTiming: false,
  });
}
