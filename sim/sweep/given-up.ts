/** Shared between whoever wants a task and the thread that does it: not 0 once nobody wants it any more. */
export type GivenUp = Int32Array<SharedArrayBuffer>;

// A thread does one task at a time.
let current: GivenUp | null = null;

/** Does a task in this thread; `throwIfGivenUp` looks at its flag meanwhile. */
export async function unlessGivenUp<Result>(
  flag: GivenUp,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  current = flag;
  try {
    throwIfGivenUp();
    return await work();
  } finally {
    current = null;
  }
}

/**
 * To be called now and then by what takes long, wherever the work may be left as it is: the thread then ends a task that
 * was given up and keeps all else, where stopping the thread would cost both what it keeps and its memory, of which the
 * C library gives little back.
 * @throws DOMException AbortError when the task of this thread was given up
 */
export function throwIfGivenUp(): void {
  if (current !== null && Atomics.load(current, 0) !== 0)
    throw new DOMException('the task was given up', 'AbortError');
}
