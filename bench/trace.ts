/**
 * What an event log costs: bytes and ns an event, and the time of a run with a log over that without one. CPU time,
 * rounds interleaved, medians; a ratio is the median of the ratios within a round.
 */
import { parseArgs } from 'node:util';
import { Environment } from '../sim/engine/environment.ts';
import { EventLog } from '../sim/engine/trace/event-log.ts';
import { readEventLog } from '../sim/engine/trace/read-event-log.ts';
import { rehashEventLog } from '../sim/engine/trace/rehash-event-log.ts';
import { openRun } from '../sim/scenario/open-run.ts';
import { openScenario } from '../sim/scenario/open-scenario.ts';
import { Timeline } from '../sim/scenario/simulate/timeline.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const rounds = flags.quick ? 5 : 25;
const warmUp = 3;

/** A simulation that can be run in an environment again and again. */
interface Job {
  readonly name: string;
  run(environment: Environment): void;
  /** The same with a timeline of the whole run; null where there is none. */
  readonly watched: (() => void) | null;
}

/** Events that do nothing: what the engine alone spends on one. */
function engineOnly(events: number): Job {
  const gapsNs = Int32Array.from({ length: 65_536 }, (_, i) => 1000 + (Math.imul(i, 0x9e3779b1) >>> 12));
  return {
    name: 'engine alone',
    run(environment) {
      const arrival = environment.kind('arrival', (_target, n) => {
        if (2 * n + 2 < events) environment.schedule(gapsNs[n & 65_535]!, arrival, 0, n + 1);
        environment.schedule(gapsNs[(7 * n) & 65_535]! >> 1, end, 0, n);
      });
      const end = environment.kind('end', () => undefined);
      environment.schedule(1, arrival, 0, 0);
      environment.run();
    },
    watched: null,
  };
}

async function cell(target: string, runtime: string, load: number, policy: string): Promise<Job> {
  const scenario = await openScenario(undefined, process.cwd());
  const run = await openRun(scenario, { target, runtime, load, policy }, {});
  const whole = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER, mostRecords: Number.POSITIVE_INFINITY };
  return {
    name: `${target}, ${runtime}, ${load}, ${policy}`,
    run: (environment) => void run.run({ environment }),
    watched() {
      const timeline = new Timeline(run.system, run.trace, whole);
      timeline.close(run.run({ observer: timeline }).endNs);
    },
  };
}

/** CPU time, ns. */
function spent(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return 1000 * (user + system);
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function measure({ name, run, watched }: Job) {
  const found: { plainNs: number; logNs: number; readNs: number; watchedNs: number }[] = [];
  let events = 0;
  let fileBytes = 0;
  for (let round = 0; round < warmUp + rounds; round++) {
    const pieces: Uint8Array[] = [];
    const log = new EventLog({ write: (piece) => pieces.push(piece) });
    const withLog = new Environment({ log });
    const steps = {
      plainNs: () => run(new Environment()),
      logNs: () => {
        run(withLog);
        log.end(withLog);
      },
      watchedNs: () => watched?.(),
    };
    const times = { plainNs: 0, logNs: 0, readNs: 0, watchedNs: 0 };
    // Whoever comes later finds a warmer machine: they take turns.
    const order = Object.keys(steps) as (keyof typeof steps)[];
    for (let i = 0; i < order.length; i++) {
      const step = order[(i + round) % order.length]!;
      times[step] = spent(steps[step]);
    }
    const bytes = Buffer.concat(pieces);
    times.readNs = spent(() => {
      if (!rehashEventLog(readEventLog(bytes)).agrees) throw new Error('the log does not hold its hash');
    });
    events = withLog.handled;
    fileBytes = bytes.length;
    if (round >= warmUp) found.push(times);
  }
  return {
    name,
    events,
    bytesPerEvent: fileBytes / events,
    nsPerEvent: median(found.map((t) => t.plainNs / events)),
    logAddsNsPerEvent: median(found.map((t) => (t.logNs - t.plainNs) / events)),
    timesWithoutLog: median(found.map((t) => t.logNs / t.plainNs)),
    timesWithoutTimeline: watched ? median(found.map((t) => t.watchedNs / t.plainNs)) : null,
    readNsPerEvent: median(found.map((t) => t.readNs / events)),
  };
}

const jobs = [
  engineOnly(200_000),
  await cell('nucleo-l4r5zi', 'sparsewatt-4x1', 0.8, 'best-static'),
  await cell('nucleo-l4r5zi', 'sparsewatt-4x1', 0.8, 'deadline-controller'),
  await cell('a100', 'sparsewatt-4x1', 0.8, 'best-static'),
  await cell('loihi-1', 'nxsdk-rate16', 0.8, 'random'),
];
const results = jobs.map(measure);
if (flags.json) {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'trace', rounds, results }));
} else {
  const header = [
    'run',
    'events',
    'bytes/event',
    'ns/event',
    'log adds',
    'x with log',
    'x with timeline',
    'read ns',
  ];
  const rows = results.map((r) => [
    r.name,
    r.events.toLocaleString('en'),
    r.bytesPerEvent.toFixed(2),
    r.nsPerEvent.toFixed(0),
    r.logAddsNsPerEvent.toFixed(0),
    r.timesWithoutLog.toFixed(2),
    r.timesWithoutTimeline?.toFixed(1) ?? '-',
    r.readNsPerEvent.toFixed(0),
  ]);
  console.log(table(header, rows));
}
