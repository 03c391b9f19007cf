import { Worker } from 'node:worker_threads';
import type { SeedReport } from './run-seed.ts';

/**
 * Runs seeds on worker threads, each of which takes the next when it is done with one.
 * @param onReport called in the order in which seeds end
 * @throws what stopped a thread
 */
export async function runSeeds(
  seeds: readonly number[],
  threads: number,
  onReport: (report: SeedReport) => void,
): Promise<void> {
  let next = 0;
  const workers = Array.from(
    { length: Math.min(threads, seeds.length) },
    () => new Worker(new URL('./swarm-thread.mjs', import.meta.url), { execArgv: [] }),
  );
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const more = () => {
        if (next < seeds.length) worker.postMessage(seeds[next++]!);
        else resolve();
      };
      worker.on('error', reject);
      worker.on('message', (report: SeedReport) => {
        onReport(report);
        more();
      });
      more();
    });
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
