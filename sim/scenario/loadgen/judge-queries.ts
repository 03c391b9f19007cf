import { discarded, leastUnderLatency } from './early-stopping.ts';
import type { LoadgenResult } from './loadgen-result.ts';
import { type LoadgenMode, loadgenSettings } from './loadgen-settings.ts';
import type { QueryRun } from './query-run.ts';

const listed = [0.5, 0.9, 0.95, 0.97, 0.99, 0.999] as const;

/** The judgement of LoadGen on a run: its rules, and its words where a run is not valid. */
export type Judgement = Pick<
  LoadgenResult,
  | 'metric'
  | 'valid'
  | 'durationMet'
  | 'queriesMet'
  | 'earlyStoppingMet'
  | 'notes'
  | 'durationS'
  | 'overLatency'
  | 'latencyS'
>;

/**
 * Judges a run as loadgen/results.cc does: least duration, least queries, early stopping, and for Server the latency
 * bound at its percentile.
 * @param leastQueries in place of the mode's, where the data has fewer samples than Offline asks for
 */
export function judgeQueries(
  mode: LoadgenMode,
  { run, latencyNs, lastIssueS }: QueryRun,
  leastDurationS: number,
  leastQueries: number,
  server: { readonly qps: number; readonly latencyMs: number } | null,
): Judgement {
  const { percentile, samplesPerQuery } = loadgenSettings[mode];
  const queries = latencyNs.length;
  const at = (share: number) => latencyNs[Math.floor(queries * share)]! * 1e-9;
  const whole = latencyNs[queries - 1]! * 1e-9;
  const durationS = mode === 'offline' ? whole : lastIssueS;
  const durationMet = durationS >= leastDurationS;
  const queriesMet = queries >= leastQueries;
  const notes: string[] = [];
  let earlyStoppingMet = true;
  let overLatency: number | null = null;
  let kept = true;
  if (server) {
    overLatency = queries - under(latencyNs, server.latencyMs * 1e6);
    const needed = leastUnderLatency(overLatency, percentile!) + overLatency;
    earlyStoppingMet = queries >= needed;
    kept = at(percentile!) <= server.latencyMs * 1e-3;
    notes.push(
      earlyStoppingMet
        ? `Early stopping: run successful, ${overLatency} of ${queries} queries over the bound.`
        : `Early stopping: run unsuccessful; ${needed - queries} more queries under the bound would be needed.`,
    );
    if (!kept) notes.push('Reduce the rate to improve latency.');
  } else if (percentile !== null) {
    const aside = discarded(queries, percentile);
    earlyStoppingMet = aside !== null;
    notes.push(
      aside === null
        ? `Early stopping: ${queries} queries; at least ${leastUnderLatency(1, percentile) + 1} are needed.`
        : `Early stopping: ${aside} slowest queries set aside; estimate of the ${percentile * 100}th percentile ${latencyNs[queries - 1 - aside]!} ns.`,
    );
  }
  if (!durationMet) notes.push(`The run lasted ${durationS.toFixed(1)} s; ${leastDurationS} s are needed.`);
  if (!queriesMet) notes.push(`There were ${queries} queries; ${leastQueries} are needed.`);
  return {
    metric: server
      ? { name: 'Scheduled samples per second', value: server.qps, unit: '1/s' }
      : mode === 'offline'
        ? { name: 'Samples per second', value: (queries * samplesPerQuery) / whole, unit: '1/s' }
        : { name: `${percentile! * 100}th percentile latency`, value: at(percentile!), unit: 's' },
    valid: durationMet && queriesMet && earlyStoppingMet && kept,
    durationMet,
    queriesMet,
    earlyStoppingMet,
    notes,
    durationS: Math.max(durationS, run.endNs * 1e-9),
    overLatency,
    latencyS: {
      min: latencyNs[0]! * 1e-9,
      mean: (latencyNs.reduce((sum, ns) => sum + ns, 0) / queries) * 1e-9,
      max: whole,
      percentiles: listed.map((share) => [share, at(share)] as const),
    },
  };
}

/** How many of the ascending values are up to `most`. */
function under(ascending: Float64Array, most: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
