/** Milliseconds that one runner works before the next one's turn. */
const turnMs = 3;

/**
 * Microseconds of a call, means over the requests; runners take turns in one process, so that a slow phase of the machine
 * hits all alike. Of what each request took in all turns the 20th percentile counts, which neighbours pollute less.
 * @param runners each answers request i @param now milliseconds
 */
export function interleavedTimes(
  runners: readonly ((request: number) => void)[],
  requests: number,
  { rounds, now }: { readonly rounds: number; readonly now: () => number },
): number[] {
  const times = runners.map(() => Array.from({ length: requests }, () => [] as number[]));
  const repeats = runners.map((run) => {
    const start = now();
    for (let k = 0; k < 2; k++) for (let i = 0; i < requests; i++) run(i);
    // A clock that stands still must not make it endless.
    return Math.max(1, Math.min(500, Math.round((2 * turnMs) / (now() - start))));
  });
  for (let round = 0; round < rounds; round++) {
    for (const [r, run] of runners.entries()) {
      for (let k = 0; k < repeats[r]!; k++) {
        for (let i = 0; i < requests; i++) {
          const start = now();
          run(i);
          times[r]![i]!.push(1000 * (now() - start));
        }
      }
    }
  }
  const low = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(0.2 * (list.length - 1))]!;
  return times.map((lists) => lists.reduce((sum, list) => sum + low(list), 0) / requests);
}
