/** One run of one contestant, as the child processes of every language receive it, in this order, by `toArguments`. */
export interface Job {
  /**
   * `hold`: n pending events; the first one is taken out and put back later by the next delay.
   * `mm1`: one server, first come, first served; delays alternate: gap between arrivals, service.
   * `timers`: n timers; timer i has the period 1 + i mod `periods` seconds.
   */
  readonly kind: 'hold' | 'mm1' | 'timers';
  /** Files of float64 numbers, little-endian, whole ns. The delays are used in a circle; their count is a power of two. */
  readonly delaysFile: string;
  /** First delays of the n pending events of `hold`. */
  readonly initialFile: string;
  readonly n: number;
  readonly periods: number;
  /** Events up to this simulated time enter the checksum ... */
  readonly checkUntilNs: number;
  /** ... the CPU time counts from here ... */
  readonly timeFromNs: number;
  /** ... to here. */
  readonly timeUntilNs: number;
}

export const toArguments = (job: Job): string[] =>
  [
    job.kind,
    job.delaysFile,
    job.initialFile,
    job.n,
    job.periods,
    job.checkUntilNs,
    job.timeFromNs,
    job.timeUntilNs,
  ].map(String);

export function fromArguments(args: readonly string[]): Job {
  const [kind, delaysFile, initialFile] = args as [Job['kind'], string, string];
  const [n, periods, checkUntilNs, timeFromNs, timeUntilNs] = args.slice(3).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { kind, delaysFile, initialFile, n, periods, checkUntilNs, timeFromNs, timeUntilNs };
}
