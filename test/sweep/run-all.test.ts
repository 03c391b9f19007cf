import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pool } from '../../sim/sweep/pool.ts';
import { runAll } from '../../sim/sweep/run-all.ts';

/** A pool whose tasks end in the order of the given delays; a delay below 0 fails. */
const pool: Pool<number, string> = {
  threads: 1,
  run: (delay, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        if (delay < 0) reject(new Error(`task ${delay}`));
        else resolve(`done ${delay}`);
      }, Math.abs(delay));
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
  close: async () => {},
  destroy: async () => {},
};

test('law: results stand in the order of the tasks, whatever order they end in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(8), { maxLength: 20 }), async (delays) => {
      const arrived: number[] = [];
      const onResult = (_: string, index: number) => {
        arrived.push(index);
      };
      expect(await runAll(pool, delays, { onResult })).toEqual(delays.map((delay) => `done ${delay}`));
      expect(arrived.sort((a, b) => a - b)).toEqual(delays.map((_, i) => i));
    }),
    { seed: 42, numRuns: 40 },
  );
});

test('the first failure stops the others and is what is thrown', async () => {
  await expect(runAll(pool, [5000, -3, 5000])).rejects.toThrow('task -3');
});

test('a failing receiver stops the run', async () => {
  const onResult = () => {
    throw new Error('disk full');
  };
  await expect(runAll(pool, [1, 5000], { onResult })).rejects.toThrow('disk full');
});

test('an abort ends the run with its reason', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('enough')), 5);
  await expect(runAll(pool, [5000, 5000], { signal: abort.signal })).rejects.toThrow('enough');
  await expect(runAll(pool, [1], { signal: abort.signal })).rejects.toThrow('enough');
});
