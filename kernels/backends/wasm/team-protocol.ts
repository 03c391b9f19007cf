/**
 * Memory through which a team of threads works: int32 words, then a slot of float64 a thread. The main thread writes
 * jobs, raises `epoch` and takes its own share; each thread spins on `epoch` for a while, then sleeps on it.
 */
export const teamWords = {
  /** Number of the newest job; -1 tells the threads to end. */
  epoch: 0,
  /** Threads that may be asleep. */
  asleep: 1,
  /** done + t: the last job that thread t has finished, from thread 1 on. */
  done: 2,
} as const;

/** float64 a slot: index of the kernel, number of arguments, arguments. */
export const slotLength = 32;

export function teamBytes(threads: number): { words: number; bytes: number } {
  const words = Math.ceil(((teamWords.done + threads) * 4) / 8) * 8;
  return { words, bytes: words + threads * slotLength * 8 };
}

/** What a thread of a team starts from. */
export interface TeamMember {
  readonly memory: object;
  readonly control: SharedArrayBuffer;
  readonly build: 'reproducible' | 'fast';
  readonly thread: number;
  readonly threads: number;
  /** Names of kernels by index. */
  readonly kernels: readonly string[];
}

/** Looks at a word this many times before sleeping: tens of microseconds. */
export const spins = 20_000;
