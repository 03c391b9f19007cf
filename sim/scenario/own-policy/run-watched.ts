import type { Pool } from '../../sweep/pool.ts';
import type { CellAnswer, CellTask } from '../cell-task.ts';
import { newHeartbeat } from './guard-policy.ts';

type CellPool = Pool<CellTask, readonly CellAnswer[]>;

/** How often it is looked whether a policy still answers, ms. */
const everyMs = 100;

/**
 * Runs a task; where one of its own policies does not come back from a single call within the limit, its thread is
 * ended and the task run again without it, so that the other policies still get their scores.
 * @param limitMs longest call of policy code
 */
export async function runWatched(
  pool: CellPool,
  task: CellTask,
  signal: AbortSignal | undefined,
  limitMs: number,
): Promise<readonly CellAnswer[]> {
  const { own = [] } = task;
  if (own.length === 0) return pool.run(task, signal);
  const heartbeat = newHeartbeat();
  const stuck = new AbortController();
  let seen = -1;
  let sinceMs = 0;
  const timer = setInterval(() => {
    const calls = Atomics.load(heartbeat, 0);
    if (calls !== seen || calls % 2 === 0) {
      seen = calls;
      sinceMs = performance.now();
    } else if (performance.now() - sinceMs > limitMs) stuck.abort();
  }, everyMs);
  try {
    const either = signal ? AbortSignal.any([signal, stuck.signal]) : stuck.signal;
    return await pool.run({ ...task, heartbeat }, either);
  } catch (error) {
    if (!stuck.signal.aborted || signal?.aborted) throw error;
    const at = Atomics.load(heartbeat, 1);
    const why = `a call of it took longer than ${limitMs / 1000} s`;
    const rest = own.filter((_, i) => i !== at);
    const stopped = [...(task.stopped ?? []), { id: own[at]!.id, why }];
    return runWatched(pool, { ...task, own: rest, stopped }, signal, limitMs);
  } finally {
    clearInterval(timer);
  }
}
