import { describe, expect, it } from 'vitest';
import type { CellAnswer, CellTask } from '../../../sim/scenario/cell-task.ts';
import { runWatched } from '../../../sim/scenario/own-policy/run-watched.ts';
import type { Pool } from '../../../sim/sweep/pool.ts';

/** A pool whose thread calls the policies in turn and never comes back from those called `stuck`. */
function poolOf(tasks: CellTask[], work = async () => {}): Pool<CellTask, readonly CellAnswer[]> {
  const done = async () => {};
  return {
    threads: 1,
    close: done,
    destroy: done,
    async run(task, signal) {
      tasks.push(task);
      for (const [i, { id }] of (task.own ?? []).entries()) {
        task.heartbeat![1] = i;
        task.heartbeat![0]!++;
        if (id === 'stuck')
          await new Promise((_, reject) => {
            signal!.addEventListener('abort', () => reject(signal!.reason));
          });
        task.heartbeat![0]!++;
        await work();
      }
      return [];
    },
  };
}
const named = (id: string) => ({ id, module: `${id}.js`, values: {} });

describe('a task with own policies', () => {
  it('is run again without one that does not come back, which is named', async () => {
    const tasks: CellTask[] = [];
    const own = ['good', 'stuck', 'better'].map(named);
    await runWatched(poolOf(tasks), { inputs: [], own }, undefined, 150);
    expect(tasks.map((task) => task.own!.map(({ id }) => id))).toEqual([
      ['good', 'stuck', 'better'],
      ['good', 'better'],
    ]);
    expect(tasks[1]!.stopped).toEqual([{ id: 'stuck', why: 'a call of it took longer than 0.15 s' }]);
  });

  it('may take as long as it likes between calls', async () => {
    const tasks: CellTask[] = [];
    const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 400));
    await runWatched(poolOf(tasks, slowly), { inputs: [], own: [named('slow')] }, undefined, 150);
    expect(tasks).toHaveLength(1);
  });

  it('ends when the user asks, with that reason', async () => {
    const stop = new AbortController();
    const running = runWatched(poolOf([]), { inputs: [], own: [named('stuck')] }, stop.signal, 60_000);
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });

  it('without own policies is simply run', async () => {
    const tasks: CellTask[] = [];
    await runWatched(poolOf(tasks), { inputs: [] }, undefined, 1);
    expect(tasks).toEqual([{ inputs: [] }]);
  });
});
