/**
 * How fast scenarios are simulated: requests a second of processor time on the simplest path and under a policy that
 * decides, beside the same line of requests on the bare engine; an hour of a million requests; all shipped scenarios.
 *   --skip-all leaves the shipped scenarios out
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from './lib/table.ts';
import { allScenarios, type ScenarioTime } from './scenarios/all-scenarios.ts';
import { bareQueue } from './scenarios/bare-queue.ts';
import { openHour } from './scenarios/open-hour.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, 'skip-all': { type: 'boolean' } },
});
const rounds = flags.quick ? 3 : 7;
const requests = flags.quick ? 3e5 : 1e6;
const target = 'xeon-8380';
const policies = ['dense', 'best-static', 'deadline-controller', 'confidence-refinement'];

/** Seconds of processor time of this process. */
function processorS(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1e-6;
}
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const hours = await Promise.all(policies.map((policy) => openHour(target, policy, requests)));
const first = hours[0]!;
const bareS: number[] = [];
const runS = policies.map((): number[] => []);
const openS = policies.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  bareS.push(processorS(() => bareQueue(first.timeNs, first.serviceNs)));
  hours.forEach((hour, p) => {
    runS[p]!.push(processorS(() => hour.run()));
    if (round < 2) openS[p]!.push(processorS(() => hour.open()));
  });
}
const count = first.timeNs.length;
const rows = policies.map((policy, p) => {
  const seconds = median(runS[p]!);
  const ratio = median(runS[p]!.map((s, i) => s / bareS[i]!));
  return { policy, seconds, perS: count / seconds, ratio, openS: Math.min(...openS[p]!) };
});
const bare = { seconds: median(bareS), perS: count / median(bareS) };

if (!flags.json) {
  const load = loadavg()[0]!.toFixed(1);
  console.log(
    `${cpus()[0]!.model.trim()}, ${cpus().length} cores, load ${load}; Node ${process.versions.node}`,
  );
  console.log(`one hour, ${count} independent requests, ${target}; medians of ${rounds}, processor time\n`);
  console.log(
    table(
      ['policy', 'simulate s', 'M requests/s', 'times the bare engine', 'open s, pilots and arrivals'],
      [
        ['(bare engine)', bare.seconds.toFixed(3), (bare.perS / 1e6).toFixed(2), '1.00', '-'],
        ...rows.map((row) => [
          row.policy,
          row.seconds.toFixed(3),
          (row.perS / 1e6).toFixed(2),
          row.ratio.toFixed(2),
          row.openS.toFixed(3),
        ]),
      ],
    ),
  );
  console.log('');
}
const threads = 2;
const told = ({ name, seconds }: ScenarioTime) =>
  flags.json || console.log(`${name}: ${seconds.toFixed(1)} s`);
const whole = flags['skip-all'] ? null : await allScenarios(threads, told);
const all = whole?.times ?? [];
const sumOf = (what: 'cells' | 'rows' | 'requests') => all.reduce((sum, time) => sum + time[what], 0);
if (flags.json) {
  console.log(
    JSON.stringify({
      schemaVersion: 1,
      benchmark: 'scenarios',
      requests: count,
      bare,
      rows,
      threads,
      all,
      wholeS: whole?.seconds ?? 0,
      processorS: whole?.processorS ?? 0,
    }),
  );
} else if (whole) {
  console.log(
    `\n${table(
      ['scenario, two at a time', 'seconds', 'cells', 'rows', 'M requests', 'result hash'],
      [
        ...all.map((time) => [
          time.name,
          time.seconds.toFixed(1),
          String(time.cells),
          String(time.rows),
          (time.requests / 1e6).toFixed(1),
          time.resultHash.slice(0, 12),
        ]),
        [
          `all on ${threads} threads`,
          whole.seconds.toFixed(1),
          ...[sumOf('cells'), sumOf('rows')].map(String),
          (sumOf('requests') / 1e6).toFixed(1),
          '',
        ],
      ],
    )}\n\n${whole.processorS.toFixed(1)} s of processor time in all`,
  );
}
