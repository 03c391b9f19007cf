import { type Cause, causes } from '../../../sim/energy/cause.ts';
import type { WatchedRun } from '../run/swarm-outcome.ts';
import { usedBuckets } from './buckets.ts';
import type { Check } from './check.ts';
import { closeTo } from './close-to.ts';
import { type NaiveRun, naiveReplay } from './naive-replay.ts';
import { servesAlike } from './serves-one-by-one.ts';
import { stageCosts } from './stage-costs.ts';

/** Runs of a cell that are replayed, spread over its policies and references. */
const mostReplays = 8;

/** A replay written apart from the simulation gives the same counts, times and joules, its power integrated over time. */
export const replayAgrees: Check = ({ cells, scenario }) => {
  const wrong: string[] = [];
  for (const cell of cells) {
    if (!servesAlike(cell.run)) continue;
    const costOf = stageCosts(cell);
    const step = Math.ceil(cell.watched.length / mostReplays);
    cell.watched.forEach((watched, r) => {
      if ((r + scenario.seed) % step !== 0) return;
      const where = `${cell.name} run ${r}`;
      const naive = naiveReplay(watched, costOf);
      wrong.push(
        ...differences(watched, naive).map((text) => `${where}: ${text}`),
        ...gaps(watched, naive).map((text) => `${where}: ${text}`),
      );
    });
  }
  return wrong;
};

function differences({ run, system, witness }: WatchedRun, naive: NaiveRun): string[] {
  const wrong: string[] = [];
  for (const key of ['done', 'missed', 'dropped', 'correct', 'endNs', 'serviceNs', 'switches'] as const)
    if (run[key] !== naive[key]) wrong.push(`${key} is ${run[key]}, replayed ${naive[key]}`);
  if (naive.passes.some((passes, option) => passes !== run.passes[option]))
    wrong.push(`passes are ${run.passes}, replayed ${naive.passes}`);
  const latencies = naive.latenciesNs.sort((a, b) => a - b);
  let next = 0;
  for (const { lowNs, highNs, count } of usedBuckets(run.latencies)) {
    const own = latencies.slice(next, next + count);
    if (own.length < count || own[0]! < Math.floor(lowNs) || own.at(-1)! >= highNs)
      wrong.push(`${count} latencies of ${lowNs} to ${highNs} ns, replayed ${own[0]} to ${own.at(-1)} ns`);
    next += count;
  }
  if (next !== latencies.length) wrong.push(`${next} latencies, replayed ${latencies.length}`);
  const spentJ = system.units.map(() => new Map<Cause, number>());
  let wholeJ = 0;
  for (const { unit, cause, joules } of naive.pieces) {
    spentJ[unit]!.set(cause, (spentJ[unit]!.get(cause) ?? 0) + joules);
    wholeJ += joules;
  }
  run.ledger.forEach(({ unit, joules }, u) => {
    causes.forEach((cause, c) => {
      const own = spentJ[u]!.get(cause) ?? 0;
      if (!closeTo(own, joules[c]!))
        wrong.push(`${unit} spends ${joules[c]} J for ${cause}, replayed ${own} J`);
    });
  });
  if (!closeTo(wholeJ, run.energyJ)) wrong.push(`${run.energyJ} J, power over time gives ${wholeJ} J`);
  if (!closeTo(naive.idleFloorJ, run.idleFloorJ))
    wrong.push(`${run.idleFloorJ} J without requests, replayed ${naive.idleFloorJ} J`);
  wrong.push(
    ...unlike('decision', witness.decisions, naive.decisions),
    ...unlike('review', witness.seen, naive.reviews),
  );
  const emptyNs = run.batteryEmptyAtNs;
  const empty = naive.charges.find(({ spentJ }) => spentJ >= system.batteryJ * (1 + 1e-9));
  if (empty && (emptyNs === null || emptyNs > empty.timeNs))
    wrong.push(`the battery is empty by ${empty.timeNs} ns, noted at ${emptyNs} ns`);
  const charged = naive.charges.findLast(({ spentJ }) => spentJ < system.batteryJ * (1 - 1e-9));
  if (charged && emptyNs !== null && emptyNs < charged.timeNs)
    wrong.push(`the battery has charge at ${charged.timeNs} ns, noted as empty at ${emptyNs} ns`);
  return wrong;
}

/** The first call at which a policy saw something else than what was. */
function unlike(what: string, seen: readonly object[], wanted: readonly object[]): string[] {
  if (seen.length !== wanted.length) return [`${seen.length} calls for a ${what}, replayed ${wanted.length}`];
  for (const [i, call] of wanted.entries()) {
    const told = seen[i] as Readonly<Record<string, number>>;
    for (const [key, value] of Object.entries(call) as [string, number][])
      if (Math.abs(told[key]! - value) > 1e-9 * Math.max(1, Math.abs(value)))
        return [`${what} ${i} was told ${key} ${told[key]}, replayed ${value}`];
  }
  return [];
}

/** Every unit does one thing at a time, and something at any time. */
function gaps({ system }: WatchedRun, { pieces, endNs }: NaiveRun): string[] {
  return system.units.flatMap(({ name }, u) => {
    let at = 0;
    const own = pieces
      .filter((piece) => piece.unit === u && piece.untilNs > piece.fromNs)
      .sort((a, b) => a.fromNs - b.fromNs);
    for (const { fromNs, untilNs } of own) {
      if (fromNs !== at) return [`${name} is at ${at} ns and then at ${fromNs} ns`];
      at = untilNs;
    }
    return at === endNs ? [] : [`${name} ends at ${at} of ${endNs} ns`];
  });
}
