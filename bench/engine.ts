/**
 * The discrete-event engine beside SimPy, C++ heaps and simjs, on the same delays, event for event. Every run is a
 * process of its own, timed by its CPU time (compiler and collector threads too) after a warm-up inside; the engines
 * take turns inside each round; a ratio is the median of the ratios within a round. Every run's events are checked.
 * `--part W1-1e3,W2,memory,theory` runs some of it.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { checkTheory, type TheoryCheck } from './engine/check-theory.ts';
import { type Comparison, compareChecksums } from './engine/compare-checksums.ts';
import { contestants } from './engine/contestants.ts';
import { findFigures, printFigures } from './engine/figures.ts';
import { measureMemory } from './engine/measure-memory.ts';
import { bundleChild, compileQueues, findSimpy } from './engine/peers.ts';
import { printMemory, printRates } from './engine/print-rates.ts';
import { medianRate, medianRatio } from './engine/ratios.ts';
import { type Rounds, runRounds } from './engine/run-rounds.ts';
import { notInQuick, workloads } from './engine/workloads.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, part: { type: 'string' } },
});
const quick = flags.quick ?? false;
const count = quick ? 3 : 7;
const known = [...workloads.map(({ id }) => id), 'memory', 'theory'];
const parts = flags.part?.split(',') ?? known.filter((part) => !(quick && notInQuick.includes(part)));
const unknown = parts.filter((part) => !known.includes(part));
if (unknown.length > 0) {
  console.error(`no part "${unknown.join(', ')}"; there are: ${known.join(', ')}`);
  process.exit(2);
}
const say = (text: string) => {
  if (!flags.json) console.log(text);
};

const [simpy, cpp] = [findSimpy(), compileQueues()];
const everyone = contestants(await bundleChild(), simpy, cpp);
const machine = `${cpus()[0]!.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`;
const versions = [
  `Node ${process.versions.node}`,
  ...new Set(
    everyone.map(({ program }) => ('missing' in program ? `MISSING: ${program.missing}` : program.version)),
  ),
].filter((version) => version !== 'this tree');
say(`${machine}\n${versions.join('; ')}\n${count} rounds\n`);

const measured: Rounds[] = [];
for (const workload of workloads.filter(({ id }) => parts.includes(id))) {
  process.stderr.write(`${workload.title} ...\n`);
  measured.push(runRounds(workload, everyone, count, quick));
}
const comparisons = measured.map(compareChecksums);
const memory = parts.includes('memory') ? measureMemory(everyone, quick) : [];
const theory = parts.includes('theory')
  ? checkTheory(everyone.find(({ id }) => id === 'priority-queue')!)
  : null;
const figures = findFigures(measured, memory);
const agrees = comparisons.every(({ disagree }) => disagree.length === 0) && theory?.sameAsCpp !== false;

if (flags.json) {
  const rates = measured.map((rounds) => ({
    workload: rounds.workload.id,
    unit: rounds.workload.unit,
    engines: [...rounds.timed].map(([engine, runs]) => ({
      engine,
      ratePerCpuS: medianRate(rounds, engine),
      timesSimpy: medianRatio(rounds, engine, ['simpy']),
      runs,
    })),
  }));
  const found = { figures, rates, memory, comparisons, theory, agrees };
  console.log(
    JSON.stringify(
      { schemaVersion: 1, benchmark: 'engine', machine, versions, rounds: count, ...found },
      null,
      2,
    ),
  );
} else {
  if (theory) say(`${printTheory(theory)}\n`);
  if (measured.length > 0) say(`${printChecks(comparisons)}\n\n${printRates(everyone, measured)}\n`);
  if (memory.length > 0) say(`${printMemory(everyone, memory)}\n`);
  if (figures.length > 0) say(printFigures(figures));
}
process.exit(agrees ? 0 : 1);

function printChecks(rows: readonly Comparison[]): string {
  return table(
    ['workload', 'events checked', 'checksum', 'all engines'],
    rows.map(({ workload, checkedEvents, checksum, disagree }) => [
      workload,
      checkedEvents.toLocaleString('en'),
      checksum,
      disagree.length === 0 ? 'agree' : `DISAGREE: ${disagree.join(', ')}`,
    ]),
  );
}

function printTheory({
  customers,
  mean,
  halfWidth,
  batches,
  theoryS,
  inside,
  sameAsCpp,
}: TheoryCheck): string {
  const same =
    sameAsCpp === null ? 'no C++ to compare with' : `C++ loop ${sameAsCpp ? 'agrees' : 'DISAGREES'}`;
  return (
    `M/M/1, load 0.8, ${customers.toLocaleString('en')} customers: mean time in the system ${mean.toFixed(3)} s +- ` +
    `${halfWidth.toFixed(3)} s (95%, ${batches} batches); theory ${theoryS.toFixed(3)} s is ${inside ? 'inside' : 'OUTSIDE'}; ${same}`
  );
}
