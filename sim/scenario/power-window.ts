import { powerSteps, sumSteps } from '../report/trace/power-steps.ts';
import { arrivalPaces } from './arrival-paces.ts';
import type { Scenario } from './load-scenario.ts';
import type { RunTableOptions } from './obtain-run-tables.ts';
import { openRun, type RunName } from './open-run.ts';
import { Timeline } from './simulate/timeline.ts';

/** Mean inter-arrival times that a window shows. */
const requestsShown = 24;
const mostSteps = 600;

/** Power of all units over a window that begins shortly before the first request: a step wherever it changes. */
export interface PowerWindow {
  readonly title: string;
  readonly steps: { readonly timeS: number; readonly powerW: number }[];
}

/** Simulates one run again for its power over time. @throws what `openRun` throws */
export async function powerWindow(
  scenario: Scenario,
  name: RunName,
  options: RunTableOptions,
): Promise<PowerWindow> {
  const run = await openRun(scenario, name, options);
  const times = run.trace.timeNs;
  const first = times[0] ?? 0;
  const spanNs = Math.max(1, (times[Math.min(times.length - 1, requestsShown)] ?? first) - first);
  const fromNs = Math.max(0, Math.round(first - spanNs / 10));
  const timeline = new Timeline(run.system, run.trace, {
    fromNs,
    toNs: Math.round(first + spanNs),
    mostRecords: mostSteps,
  });
  const done = run.run({ observer: timeline });
  timeline.close(done.endNs);
  const steps = sumSteps(timeline.intervals.map((list) => powerSteps(list, timeline.fromNs, timeline.toNs)));
  const { target, runtime, policy, load } = run.name;
  const { unit } = arrivalPaces(scenario.value.arrivals);
  return {
    title: `${target}, ${runtime}, ${unit === 'load' ? `load ${load}` : `${load} ${unit}`}, ${policy}`,
    steps: steps.map(({ timeNs, value }) => ({ timeS: (timeNs - timeline.fromNs) / 1e9, powerW: value })),
  };
}
