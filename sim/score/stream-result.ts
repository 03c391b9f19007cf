import type { CellRun } from '../scenario/simulate/cell-run.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';
import { wilson } from '../statistics/wilson.ts';
import { sum } from './aggregate.ts';
import { floorStatus } from './floor-status.ts';

/** What became of the requests of one stream, over all seeds. */
export interface StreamResult {
  readonly name: string;
  readonly criticality: 'high' | 'low';
  readonly deadlineMs: number;
  readonly requests: number;
  readonly dropped: number;
  /** Late or dropped. */
  readonly missShare: number | null;
  readonly missesWithinBudget: boolean | null;
  /** Share answered correctly and in time. */
  readonly accuracy: number | null;
  readonly floorMet: 'met' | 'not met' | 'undecided' | null;
  readonly latencyP95Ms: number | null;
}

/** Every stream of a cell under one policy; null where all requests are alike. */
export function streamResults(run: CellRun, runs: readonly RequestRun[]): readonly StreamResult[] | null {
  const { streams } = run.input;
  if (!streams || runs.length === 0) return null;
  return streams.of.map((stream, s) => {
    const tallies = runs.map((r) => r.streams![s]!);
    const requests = sum(tallies.map((tally) => tally.requests));
    const lost = sum(tallies.map(({ missed, dropped }) => missed + dropped));
    const latencies = new QuantileSketch(tallies[0]!.latencies.relativeError);
    for (const tally of tallies) latencies.merge(tally.latencies);
    const p95Ns = latencies.quantile(0.95);
    const accuracy = requests > 0 ? sum(tallies.map(({ correct }) => correct)) / requests : null;
    const evidence = Math.min(requests, distinctSamples(run, s));
    return {
      name: stream.name,
      criticality: stream.criticality,
      deadlineMs: (run.deadlineNs * stream.deadlineTimes) / 1e6,
      requests,
      dropped: sum(tallies.map(({ dropped }) => dropped)),
      missShare: requests > 0 ? lost / requests : null,
      missesWithinBudget: requests > 0 ? lost / requests <= stream.missBudget : null,
      accuracy,
      floorMet: accuracy === null ? null : floorStatus(wilson(accuracy, evidence), stream.accuracyFloor),
      latencyP95Ms: p95Ns === null ? null : p95Ns / 1e6,
    };
  });
}

/** Repeating a sample is no further evidence about the network. */
function distinctSamples({ traces }: CellRun, stream: number): number {
  const shown = new Set<number>();
  for (const trace of traces)
    trace.sample.forEach((sample, request) => {
      if (trace.stream![request] === stream) shown.add(sample);
    });
  return shown.size;
}
