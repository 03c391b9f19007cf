import type { Speed } from './contestants.ts';
import { circleLength, delays, meanNs } from './delay-tables.ts';
import type { Job } from './job.ts';
import { secondNs } from './model.ts';

export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly unit: 'events' | 'customers';
  readonly kind: Job['kind'];
  readonly delays: () => Float64Array;
  readonly initial: () => Float64Array;
  readonly n: number;
  readonly periods: number;
  /** Simulated time between two events (`mm1`: between two customers), on average. */
  readonly gapNs: number;
  /** Events that enter the checksum in every engine, at least; they also warm it up. */
  readonly checked: number;
  /** Events that are timed. The rates are stationary, so slow engines may run fewer. */
  readonly timed: Readonly<Record<Speed, number>>;
  /** Contestants that sit it out. */
  readonly without: readonly string[];
}

const none = () => new Float64Array(0);

function hold(
  id: string,
  title: string,
  n: number,
  law: 'exponential' | 'logUniform',
  rest: Pick<Workload, 'timed' | 'without'>,
): Workload {
  // Exponential delays have no memory: what is left of one is distributed as a whole one.
  const initial = law === 'exponential' ? delays.exponential : delays.logUniformRest;
  const seed = law === 'exponential' ? 1 : 11;
  return {
    id,
    title,
    unit: 'events',
    kind: 'hold',
    delays: () => delays[law](circleLength, seed),
    initial: () => initial(n, seed + 1),
    n,
    periods: 1,
    gapNs: meanNs[law] / n,
    checked: Math.max(n, 1e5),
    ...rest,
  };
}

function timers(id: string, title: string, periods: number, timed: Workload['timed']): Workload {
  const n = 10_000;
  let rate = 0;
  for (let i = 0; i < n; i++) rate += 1 / (1 + (i % periods));
  return {
    id,
    title,
    unit: 'events',
    kind: 'timers',
    delays: none,
    initial: none,
    n,
    periods,
    gapNs: secondNs / rate,
    checked: 1e5,
    timed,
    without: [],
  };
}

/** The workloads of the study that set the figures. */
export const workloads: readonly Workload[] = [
  hold('W1-1e3', 'W1 hold, 1e3', 1e3, 'exponential', {
    timed: { native: 5e6, process: 4e6, slow: 8e5 },
    without: [],
  }),
  hold('W1-1e5', 'W1 hold, 1e5', 1e5, 'exponential', {
    timed: { native: 2.5e6, process: 1.5e6, slow: 2.5e5 },
    without: [],
  }),
  hold('W1-1e6', 'W1 hold, 1e6', 1e6, 'exponential', {
    timed: { native: 1.5e6, process: 7e5, slow: 1.5e5 },
    without: ['generators', 'simjs'],
  }),
  {
    id: 'W2',
    title: 'W2 M/M/1, load 0.8',
    unit: 'customers',
    kind: 'mm1',
    delays: () => delays.queueing(circleLength, 21),
    initial: none,
    n: 0,
    periods: 1,
    gapNs: 1.25 * secondNs,
    checked: 3e4,
    timed: { native: 5e6, process: 2e6, slow: 1e5 },
    without: [],
  },
  timers('W3', 'W3 timers, period 1', 1, { native: 1e7, process: 5e6, slow: 6e5 }),
  timers('W3b', 'W3b timers, 1 to 10', 10, { native: 4e6, process: 2e6, slow: 3e5 }),
  hold('W4-1e3', 'W4 nine decades, 1e3', 1e3, 'logUniform', {
    timed: { native: 5e6, process: 4e6, slow: 6e5 },
    without: ['generators'],
  }),
  hold('W4-1e5', 'W4 nine decades, 1e5', 1e5, 'logUniform', {
    timed: { native: 2.5e6, process: 1.5e6, slow: 2e5 },
    without: ['generators'],
  }),
];

/** A quick run has a short warm-up, less to time, and leaves out what no figure needs. */
const full = { checked: Number.POSITIVE_INFINITY, warmUp: 5e5, share: 1 };
const short = { checked: 3e4, warmUp: 2e5, share: 0.2 };
export const notInQuick = ['W3b'];

/**
 * What is asked of an engine: events to check, the same in every engine, then a warm-up without checks for all but the
 * slow ones, then events to time.
 */
export function jobOf(
  workload: Workload,
  speed: Speed,
  files: readonly [string, string],
  quick: boolean,
): Job {
  const { kind, n, periods, gapNs } = workload;
  const { checked, warmUp, share } = quick ? short : full;
  const [delaysFile, initialFile] = files;
  const checkUntilNs = Math.ceil(Math.min(workload.checked, checked) * gapNs);
  const timeFromNs = checkUntilNs + (speed === 'slow' ? 0 : Math.ceil(warmUp * gapNs));
  const timeUntilNs = timeFromNs + Math.ceil(workload.timed[speed] * share * gapNs);
  return { kind, delaysFile, initialFile, n, periods, checkUntilNs, timeFromNs, timeUntilNs };
}
