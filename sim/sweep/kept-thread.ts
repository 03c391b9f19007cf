import { collectBuffers } from './collect-buffers.ts';
import { type GivenUp, unlessGivenUp } from './given-up.ts';

/** A task for a thread that serves any worker module. */
export interface KeptThreadTask {
  /** Address of the module, which exports `run(task)`. */
  readonly module: string;
  readonly task: unknown;
  readonly givenUp: GivenUp;
}

/** Entry of the worker thread. */
export async function run({ module, task, givenUp }: KeptThreadTask): Promise<unknown> {
  // What the last task left is garbage now; waiting threads collect nothing.
  collectBuffers();
  const worker = (await import(module)) as { run(task: unknown): unknown };
  return unlessGivenUp(givenUp, () => worker.run(task));
}
