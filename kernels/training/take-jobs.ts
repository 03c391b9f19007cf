import { runProgram } from './program-codec.ts';
import { mostJobs, stateWords, ticketOf } from './team-state.ts';

/** Takes jobs of list `epoch` until none is left; the order of programs within a job is kept. */
export function takeJobs(
  epoch: number,
  state: Int32Array,
  words: Float64Array,
  bounds: readonly number[],
  kernels: readonly ((...args: number[]) => number)[],
): void {
  const ids = stateWords.starts + mostJobs + 1;
  for (;;) {
    const ticket = Atomics.load(state, stateWords.ticket);
    const job = ticket - ticketOf(epoch, 0);
    if (job < 0 || job >= mostJobs || job >= Atomics.load(state, stateWords.jobs)) return;
    if (Atomics.compareExchange(state, stateWords.ticket, ticket, ticket + 1) !== ticket) continue;
    const end = state[stateWords.starts + job + 1]!;
    for (let i = state[stateWords.starts + job]!; i < end; i++) {
      const program = state[ids + i]!;
      runProgram(words, bounds[program]!, bounds[program + 1]!, kernels);
    }
    Atomics.add(state, stateWords.finished, 1);
    Atomics.notify(state, stateWords.finished);
  }
}
