/**
 * Memory through which the threads of a training team share jobs: int32 words, then program ids. The main thread writes a
 * list of jobs and raises `epoch`; every thread, the main one too, takes the next job until none is left.
 */
export const stateWords = {
  /** Number of the newest list; -1 tells the threads to end. */
  epoch: 0,
  /** Threads that may be asleep. */
  asleep: 1,
  /** Ticket: number of the list, and the next of its jobs that nobody has taken (see `ticketOf`). */
  ticket: 2,
  /** Jobs of the list that are finished. */
  finished: 3,
  jobs: 4,
  /** Threads that have started. */
  ready: 5,
  /** Where a job starts in the list of program ids: `starts` + job; one more than there are jobs. */
  starts: 6,
} as const;

/**
 * List and job in one word, so that a late thread cannot take a job of a list that it has not read: it exchanges the
 * ticket that it saw, and fails when there is a newer list.
 */
export const ticketOf = (epoch: number, job: number): number => ((epoch & 0x1fffff) << 10) | job;

/** Most jobs of one list, and most program ids over all of its jobs. */
export const mostJobs = 256;
export const mostSteps = 4096;

export const stateLength = stateWords.starts + mostJobs + 1 + mostSteps;

/** What a thread starts from. */
export interface TrainingMember {
  readonly memory: object;
  readonly state: SharedArrayBuffer;
  readonly build: 'reproducible' | 'fast';
  /** All programs, one behind another, as program-codec.ts writes them. */
  readonly words: SharedArrayBuffer;
  /** Where program i starts in `words`; one more than there are programs. */
  readonly bounds: readonly number[];
}
