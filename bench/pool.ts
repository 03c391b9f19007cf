/** 200 trivial jobs on 2 threads: piscina, which reuses threads, beside worker-threads-pool, which starts one per job. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { table } from './lib/table.ts';

interface ThreadPerJob {
  acquire(file: string, done: (error: Error | null, worker: Worker) => void): void;
}

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const jobs = flags.quick ? 50 : 200;
const file = fileURLToPath(new URL('./lib/trivial-job.mjs', import.meta.url));
const require = createRequire(new URL('./package.json', import.meta.url));
const Pool = require('worker-threads-pool') as new (options: { max: number }) => ThreadPerJob;

/** Seconds from the first job to the end of the last, thread starts included. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

const perJob = new Pool({ max: 2 });
const perJobS = await timed(() =>
  Promise.all(
    Array.from(
      { length: jobs },
      () =>
        new Promise<void>((resolve, reject) => {
          perJob.acquire(file, (error, worker) => {
            if (error) reject(error);
            else worker.once('error', reject).once('exit', () => resolve());
          });
        }),
    ),
  ),
);
const piscinaS = await timed(async () => {
  const pool = new Piscina({ filename: file, minThreads: 2, maxThreads: 2 });
  await Promise.all(Array.from({ length: jobs }, () => pool.run(null)));
  await pool.destroy();
});

const ratio = perJobS / piscinaS;
if (flags.json) {
  console.log(
    JSON.stringify({ schemaVersion: 1, benchmark: 'pool', jobs, threads: 2, perJobS, piscinaS, ratio }),
  );
} else {
  console.log(
    table(
      ['pool, 2 threads', 'jobs', 'seconds', 'times piscina'],
      [
        ['worker-threads-pool', String(jobs), perJobS.toFixed(2), ratio.toFixed(0)],
        ['piscina', String(jobs), piscinaS.toFixed(2), '1'],
      ],
    ),
  );
}
