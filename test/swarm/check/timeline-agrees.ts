import type { Step } from '../../../sim/scenario/simulate/timeline.ts';
import type { Interval } from '../../../sim/scenario/simulate/unit-intervals.ts';
import type { WatchedRun } from '../run/swarm-outcome.ts';
import type { Check } from './check.ts';
import { closeTo } from './close-to.ts';

/** What an observer is told: every unit's time without gaps, power that integrates to the ledger, each request once. */
export const timelineAgrees: Check = ({ cells }) =>
  cells.flatMap(({ name, watched }) =>
    watched.flatMap((one, r) => faultsOf(one).map((fault) => `${name} run ${r}: ${fault}`)),
  );

function faultsOf({ system, trace, run, timeline }: WatchedRun): string[] {
  if (timeline === null) return [];
  const wrong: string[] = [];
  timeline.intervals.forEach((intervals, u) => {
    const { unit, joules } = run.ledger[u]!;
    const gap = firstGap(intervals, run.endNs);
    if (gap) wrong.push(`${unit} ${gap}`);
    const spentJ = intervals.reduce((sum, interval) => sum + interval.joules, 0);
    const ledgerJ = joules.reduce((a, b) => a + b, 0);
    // What is spent in no time at all belongs to an interval, of which a run of no time has none.
    if (run.endNs > 0 && !closeTo(spentJ, ledgerJ))
      wrong.push(`${unit}: power over time gives ${spentJ} J, the ledger ${ledgerJ} J`);
    for (const interval of intervals) {
      const state = system.units[u]!.powerStates[interval.state];
      const lengthS = (interval.toNs - interval.fromNs) * 1e-9;
      if (!(interval.joules >= 0)) wrong.push(`${unit} spends ${interval.joules} J at ${interval.fromNs} ns`);
      if (state && interval.joules < state.powerW * lengthS * (1 - 1e-9))
        wrong.push(`${unit} rests at ${interval.fromNs} ns with ${interval.joules} J in ${lengthS} s`);
    }
  });
  const workedNs = timeline.intervals
    .flat()
    .filter(({ activity }) => activity === 'run')
    .reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0);
  if (workedNs !== run.serviceNs) wrong.push(`units run for ${workedNs} ns, worked are ${run.serviceNs} ns`);
  const ended = new Set(timeline.requests.map(({ request }) => request));
  if (ended.size !== trace.timeNs.length || timeline.requests.length !== ended.size)
    wrong.push(`${timeline.requests.length} requests end, ${trace.timeNs.length} arrived`);
  const served = timeline.requests.filter((request) => request.served).length;
  if (served !== run.done + run.missed)
    wrong.push(`${served} are served, ${run.done + run.missed} have a result`);
  const early = timeline.requests.find(({ request, timeNs }) => timeNs < trace.timeNs[request]!);
  if (early) wrong.push(`request ${early.request} ends at ${early.timeNs} ns, before it arrives`);
  timeline.queues.forEach((steps, u) => {
    // A refined request may come back to the first unit from another one, and is not dropped there.
    const places = (system.batching?.most ?? 0) + (system.replicas?.most ?? 0);
    const most =
      system.units.length === 1 || system.replicas ? system.queueLimit + places : trace.timeNs.length;
    const odd = steps.find(({ value }) => !(value >= 0 && value <= most));
    if (odd) wrong.push(`${odd.value} requests wait for unit ${u} at ${odd.timeNs} ns`);
    if (steps.length > 0 && steps.at(-1)!.value !== 0) wrong.push(`unit ${u} has a queue at the end`);
  });
  const rises = timeline.charge.find(({ value }, i) => i > 0 && value > timeline.charge[i - 1]!.value);
  // A store is filled again by what comes in.
  if (rises && !system.environment?.supply) wrong.push(`the battery gains charge at ${rises.timeNs} ns`);
  for (const steps of [...timeline.queues, timeline.charge])
    if (goesBack(steps)) wrong.push('a step lies before the one before it');
  return wrong;
}

const goesBack = (steps: readonly Step[]) =>
  steps.some(({ timeNs }, i) => i > 0 && timeNs < steps[i - 1]!.timeNs);

function firstGap(intervals: readonly Interval[], endNs: number): string | null {
  let at = 0;
  for (const { fromNs, toNs } of intervals) {
    if (fromNs !== at || toNs <= fromNs) return `is at ${at} ns and then from ${fromNs} to ${toNs} ns`;
    at = toNs;
  }
  return at === endNs ? null : `ends at ${at} of ${endNs} ns`;
}
