import { RandomStream } from '../../engine/random/random-stream.ts';
import type { PolicyDefinition } from '../../policies/policy.ts';
import type { ArrivalShape, RecordedArrivals } from '../../workload/arrivals/arrival-shape.ts';
import { arrivalTimes } from '../../workload/arrivals/arrival-times.ts';
import { recordedGapNs } from '../../workload/arrivals/recorded.ts';
import type { OpenedCell } from '../open-cell.ts';
import { openedOrRefused } from '../opened-or-refused.ts';
import type { CellInput } from '../simulate/cell-input.ts';
import { openPolicyRun } from '../simulate/open-policy-run.ts';
import type { RequestRun } from '../simulate/request-run.ts';
import { type LoadgenMode, loadgenSeeds, loadgenSettings } from './loadgen-settings.ts';
import { QueryLatencies } from './query-latencies.ts';

/** A cell and the policy that answers its queries. */
export interface LoadgenCell extends OpenedCell {
  readonly definition: PolicyDefinition;
}

/** A run of so many queries. */
export interface QueryRun {
  readonly run: RequestRun;
  /** By query, ascending, ns. */
  readonly latencyNs: Float64Array;
  readonly lastIssueS: number;
}

/** In place of a deadline where a mode has none: a year. */
const noDeadlineMs = 3.2e10;
const poisson: ArrivalShape = { kind: 'poisson' };

/**
 * Sends queries to one policy on one target. Samples are drawn uniformly with replacement, as LoadGen does; a policy
 * makes its choices on validation data first, at half the load of the dense network where the mode has no rate.
 * @param queries how many, at least 1 @param server its rate and latency bound; null in the other modes
 */
export function queryRun(
  cell: LoadgenCell,
  file: string,
  mode: LoadgenMode,
  queries: number,
  server: { readonly qps: number; readonly latencyMs: number } | null,
): QueryRun {
  const { samplesPerQuery } = loadgenSettings[mode];
  const n = queries * samplesPerQuery;
  const times = server ? firstTimes(server.qps, n) : new Float64Array(n);
  const { sampleCount } = cell.networks[0]!.test;
  const indices = new RandomStream(loadgenSeeds.sampleIndex, 'loadgen', 'sample index');
  const shape: RecordedArrivals = {
    kind: 'trace',
    timeNs: times,
    sample: Uint32Array.from({ length: n }, (_, i) => Math.floor(indices.uniform53(i) * sampleCount)),
    ...(mode === 'single-stream' || mode === 'multi-stream' ? { samplesPerQuery } : {}),
  };
  const { batteryJ, queueLimit, intensity, streams, ...rest } = cell.input;
  const input: CellInput = {
    ...rest,
    deadlineMs: server?.latencyMs ?? noDeadlineMs,
    missBudget: server ? 1 - loadgenSettings.server.percentile! : 1,
    horizonS: (times[n - 1]! + 1) * 1e-9,
    seeds: [loadgenSeeds.schedule],
    arrivals: { activeShare: 1, meanMotionS: 1, shape, ratePerS: 1e9 / recordedGapNs(shape) },
  };
  const { target, reference, networks, built, definition } = cell;
  const opened = openPolicyRun(input, target, reference, networks, built, definition, 0);
  const { run, trace } = openedOrRefused(file, { ...cell.name, policy: definition.id }, opened);
  const observer = new QueryLatencies(trace, samplesPerQuery);
  const result = run({ observer });
  return { run: result, latencyNs: observer.sorted(), lastIssueS: observer.lastIssueNs * 1e-9 };
}

/** The first n times of a Poisson process: more are drawn until there are as many. */
function firstTimes(qps: number, n: number): Float64Array {
  const gapNs = 1e9 / qps;
  for (let horizonNs = gapNs * (n + 4 * Math.sqrt(n) + 4); ; horizonNs *= 2) {
    const times = arrivalTimes(poisson, gapNs, horizonNs, loadgenSeeds.schedule);
    if (times.length >= n) return times.slice(0, n);
  }
}
