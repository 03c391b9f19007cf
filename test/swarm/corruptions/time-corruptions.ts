import { QuantileSketch } from '../../../sim/statistics/quantile-sketch.ts';
import { withCell, withRow, withRun, withWitness } from './corrupt.ts';
import type { Corruption } from './corruption.ts';

/** What is wrong with times. */
export const timeCorruptions: readonly Corruption[] = [
  [
    'time runs forward',
    'a decision before the one before it',
    (outcome) =>
      withWitness(outcome, (witness) => {
        const at = witness.decisions.findIndex(
          ({ timeNs }, i) => i > 0 && timeNs > witness.decisions[i - 1]!.timeNs,
        );
        if (at < 0) return undefined;
        const [a, b] = [witness.decisions[at - 1]!, witness.decisions[at]!];
        return { ...witness, decisions: witness.decisions.with(at - 1, b).with(at, a) };
      }),
  ],
  [
    'time runs forward',
    'a decision before its request arrives',
    (outcome) =>
      withWitness(outcome, (witness, { trace }) => {
        const [seen] = witness.decisions;
        if (!seen || trace.timeNs[seen.request] === 0) return undefined;
        const early = seen.timeNs - trace.timeNs[seen.request]! + 1;
        const moved = { ...seen, timeNs: seen.timeNs - early, deadlineLeftNs: seen.deadlineLeftNs + early };
        return { ...witness, decisions: witness.decisions.with(0, moved) };
      }),
  ],
  [
    'time runs forward',
    'a run that ends before the horizon',
    (outcome) =>
      withRun(outcome, (run, cell) =>
        run.endNs === cell.run.traces[0]!.horizonNs ? { ...run, endNs: run.endNs - 1 } : undefined,
      ),
  ],
  [
    'time runs forward',
    'arrivals out of order',
    (outcome) =>
      withCell(outcome, (cell) => {
        const t = cell.run.traces.findIndex(({ timeNs }) =>
          timeNs.some((at, i) => i > 0 && at > timeNs[i - 1]!),
        );
        if (t < 0) return undefined;
        const trace = cell.run.traces[t]!;
        const traces = cell.run.traces.with(t, { ...trace, timeNs: trace.timeNs.toReversed() });
        return { ...cell, run: { ...cell.run, traces } };
      }),
  ],
  [
    'latency covers service',
    'results after 1 ns',
    (outcome) =>
      withRun(outcome, (run) =>
        run.done + run.missed > 0 ? { ...run, latencies: latencies(1, run.done + run.missed) } : undefined,
      ),
  ],
  [
    'latency covers service',
    'a review before its pass can have ended',
    (outcome) =>
      withWitness(outcome, (witness, { system }) => {
        const [seen] = witness.seen;
        return (
          seen && { ...witness, seen: witness.seen.with(0, { ...seen, deadlineLeftNs: system.deadlineNs }) }
        );
      }),
  ],
  [
    'latency covers service',
    'quantiles out of order',
    (outcome) =>
      withRow(outcome, (row) =>
        row.latencyP95Ms ? { ...row, latencyP50Ms: 2 * row.latencyP99Ms! } : undefined,
      ),
  ],
  [
    'utilisation is at most one',
    'a unit that works longer than the run lasts',
    (outcome) => withRun(outcome, (run) => ({ ...run, serviceNs: run.serviceNs + 4 * run.endNs })),
  ],
  [
    'utilisation is at most one',
    'passes that take no time',
    (outcome) => withRun(outcome, (run) => (run.serviceNs > 0 ? { ...run, serviceNs: 0 } : undefined)),
  ],
];

/** Histogram of one latency, so many times. */
function latencies(ns: number, count: number): QuantileSketch {
  const histogram = new QuantileSketch(0.0005);
  for (let i = 0; i < count; i++) histogram.add(ns);
  return histogram;
}
