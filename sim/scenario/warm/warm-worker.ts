import { WarmStore } from './warm-store.ts';
import type { WarmAnswer, WarmTask } from './warm-task.ts';

const store = new WarmStore();

/** Entry of the worker thread. */
export function run(task: WarmTask): Promise<WarmAnswer> {
  return store.answer(task);
}
