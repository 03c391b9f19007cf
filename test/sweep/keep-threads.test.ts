import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CellAnswer, type CellTask, cellWorker } from '../../sim/scenario/cell-task.ts';
import { keepThreads } from '../../sim/sweep/keep-threads.ts';
import { openPool } from '../../sim/sweep/pool.ts';
import { runAll } from '../../sim/sweep/run-all.ts';

let started = 0;
const count = () => {
  started++;
};
beforeAll(() => void process.on('worker', count));
afterAll(() => void process.off('worker', count));

const nothing: CellTask = { inputs: [] };

describe('threads that are kept', () => {
  it('serve one pool after the other', async () => {
    const threads = keepThreads(1);
    expect(started).toBe(0);
    for (let times = 0; times < 5; times++) {
      const pool = await openPool<CellTask, readonly CellAnswer[]>(cellWorker, threads, 3);
      expect(await runAll(pool, [nothing, nothing, nothing])).toEqual([[], [], []]);
      await pool.destroy();
    }
    expect(started).toBe(1);
    await threads.destroy();
  });

  it('are not needed for what was given up before', async () => {
    const threads = keepThreads(1);
    const before = started;
    const given = threads.open(cellWorker).run(nothing, AbortSignal.abort(new Error('enough')));
    await expect(given).rejects.toThrow('enough');
    expect(started).toBe(before);
  });

  it('reject what waits when they are stopped, and what comes then', async () => {
    const threads = keepThreads(1);
    const pool = threads.open(cellWorker);
    const asked = [pool.run(nothing), pool.run(nothing), pool.run(nothing)];
    const ends = Promise.allSettled([...asked.slice(1)]);
    const first = asked[0]!.catch(() => {});
    await threads.destroy();
    await first;
    for (const { status } of await ends) expect(status).toBe('rejected');
    await expect(pool.run(nothing)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('name a worker that was not built, and senseless numbers', () => {
    const threads = keepThreads(2);
    expect(() => threads.open('sim/absent.js')).toThrow(/dist.sim.absent\.js is missing.*npm run build/);
    for (const most of [0, -1, 1.5, Number.NaN])
      expect(() => keepThreads(most)).toThrow(/an integer of at least 1 is needed/);
  });
});
