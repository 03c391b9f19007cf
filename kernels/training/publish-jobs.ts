import { mostJobs, stateWords, ticketOf } from './team-state.ts';

/**
 * Writes a list of jobs and opens it to all threads. The ticket is closed first: a thread that is late in the list before
 * would otherwise take a job of this one by the old ticket, once the new number of jobs stands there, and the job would be
 * done twice.
 */
export function publishJobs(state: Int32Array, epoch: number, jobs: readonly (readonly number[])[]): void {
  Atomics.store(state, stateWords.ticket, ticketOf(epoch, mostJobs));
  let at = 0;
  jobs.forEach((job, i) => {
    state[stateWords.starts + i] = at;
    for (const id of job) state[stateWords.starts + mostJobs + 1 + at++] = id;
  });
  state[stateWords.starts + jobs.length] = at;
  Atomics.store(state, stateWords.finished, 0);
  Atomics.store(state, stateWords.jobs, jobs.length);
  Atomics.store(state, stateWords.ticket, ticketOf(epoch, 0));
  Atomics.store(state, stateWords.epoch, epoch);
}
