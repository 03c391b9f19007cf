import { parseArgs } from 'node:util';
import { Coverage } from '../test/swarm/coverage.ts';
import { describeFailure } from '../test/swarm/describe-failure.ts';
import { shippedProfiles } from '../test/swarm/draw/shipped-profiles.ts';
import { runSeed } from '../test/swarm/run-seed.ts';
import { runSeeds } from '../test/swarm/run-seeds.ts';

/**
 * The swarm (`npm run swarm -- --runs N --seed S [--threads K]`): seeds S to S+N-1, each a whole random scenario, on
 * worker threads. Exit code 1 where an invariant is broken or a feature is drawn too seldom, 2 on wrong usage.
 */

/** One seed in so many is run in this thread too: a result must not depend on its thread. */
const runAgain = 25;
/** Failing seeds that are printed in full. */
const mostPrinted = 10;

function usage(): never {
  process.stderr.write(
    'usage: npm run swarm -- [--runs N] [--seed S] [--threads K], whole numbers, N and K above 0\n',
  );
  process.exit(2);
}

function readArguments() {
  const options = {
    runs: { type: 'string' },
    seed: { type: 'string' },
    threads: { type: 'string' },
  } as const;
  const whole = (text: string | undefined, fallback: number, least: number) => {
    const value = text === undefined ? fallback : Number(text);
    return Number.isInteger(value) && value >= least && value <= 0x7fffffff ? value : usage();
  };
  try {
    const { values } = parseArgs({ options });
    return {
      runs: whole(values.runs, 1000, 1),
      seed: whole(values.seed, 1, 0),
      threads: whole(values.threads, 1, 1),
    };
  } catch {
    return usage();
  }
}

const { runs, seed: first, threads } = readArguments();
const seeds = Array.from({ length: runs }, (_, i) => first + i);
const coverage = new Coverage();
const totals = { cells: 0, runs: 0, requests: 0, twice: 0 };
const failing: number[] = [];
const started = performance.now();
const shipped = await shippedProfiles();
let done = 0;

await runSeeds(seeds, threads, (report) => {
  done++;
  coverage.add(report);
  for (const key of ['cells', 'runs', 'requests'] as const) totals[key] += report[key];
  const violations = [...report.violations];
  if (report.seed % runAgain === 0) {
    totals.twice++;
    const own = runSeed(report.seed, shipped).digest;
    if (own !== report.digest)
      violations.push({
        invariant: 'any thread',
        text: `${report.digest} in a worker, ${own} in the main thread`,
      });
  }
  if (violations.length > 0) {
    failing.push(report.seed);
    if (failing.length <= mostPrinted)
      for (const line of describeFailure({ ...report, violations })) console.log(line);
  }
  if (done % Math.max(1, Math.floor(runs / 20)) === 0 && runs > 1) {
    const seconds = (performance.now() - started) / 1000;
    process.stderr.write(
      `${done} of ${runs} seeds, ${failing.length} failing, ${(done / seconds).toFixed(1)} a second\n`,
    );
  }
});

const seconds = (performance.now() - started) / 1000;
if (runs > 1)
  for (const [feature, count] of coverage.entries()) console.log(`${String(count).padStart(8)}  ${feature}`);
console.log(
  `${runs} seeds from ${first}: ${totals.cells} cells, ${totals.runs} runs, ${totals.requests} requests; ` +
    `${totals.twice} seeds in two threads; ${seconds.toFixed(0)} s on ${threads} thread${threads > 1 ? 's' : ''}`,
);
// A few seeds cannot draw everything.
const missing = runs >= 1000 ? coverage.faults() : [];
for (const fault of missing) console.log(`too seldom: ${fault}`);
console.log(
  failing.length > 0
    ? `${failing.length} seeds break invariants: ${failing.slice(0, 50).join(' ')}`
    : 'no invariant is broken',
);
process.exitCode = failing.length + missing.length > 0 ? 1 : 0;
