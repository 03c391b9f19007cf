/** One thing to time: a call is one unit of work (say one batch). */
export interface Contestant {
  readonly name: string;
  call(): unknown | Promise<unknown>;
}

/** Time per call over the rounds, in microseconds: the 20th percentile is less polluted by neighbours. */
export interface Timing {
  readonly name: string;
  readonly medianUs: number;
  readonly p20Us: number;
}

/**
 * Times all contestants in one process, interleaved: every round runs each of them for at least `minimumMs`, so a
 * slow phase of the machine hits all alike. Ratios of these numbers hold; the absolute times do not.
 */
export async function interleave(
  contestants: readonly Contestant[],
  rounds: number,
  minimumMs = 4,
): Promise<Timing[]> {
  const times = contestants.map(() => [] as number[]);
  const repeats: number[] = [];
  for (const c of contestants) {
    const start = performance.now();
    let calls = 0;
    while (calls < 3 || performance.now() - start < 60) {
      await c.call();
      calls++;
    }
    repeats.push(Math.max(1, Math.ceil((minimumMs * calls) / (performance.now() - start))));
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < contestants.length; i++) {
      const n = repeats[i]!;
      const contestant = contestants[i]!;
      const start = performance.now();
      for (let k = 0; k < n; k++) await contestant.call();
      times[i]!.push(((performance.now() - start) * 1000) / n);
    }
  }
  return contestants.map(({ name }, i) => {
    const sorted = times[i]!.sort((a, b) => a - b);
    const at = (q: number) => sorted[Math.floor(q * (sorted.length - 1))]!;
    return { name, medianUs: at(0.5), p20Us: at(0.2) };
  });
}
