import { formatPercent, formatSi } from '../../report/format-quantity.ts';
import type { LoadgenResult } from './loadgen-result.ts';
import { loadgenSettings } from './loadgen-settings.ts';

const yes = (met: boolean) => (met ? 'Yes' : 'NO');
const ns = (seconds: number) => String(Math.round(seconds * 1e9));

/** The summary in the words of LoadGen's `mlperf_log_summary.txt`, with energy and accuracy, which it does not know. */
export function renderLoadgen(result: LoadgenResult): string {
  const { mode, metric, latencyS, search } = result;
  const line = (name: string, value: string) => `${name.padEnd(32)}: ${value}`;
  const rule = '================================================';
  return [
    rule,
    'MLPerf Results Summary (simulated by SparseWatt, not a submission)',
    rule,
    line(
      'SUT name',
      `${result.target} (${result.runtime}), policy ${result.policy}, network ${result.network}`,
    ),
    line('Scenario', loadgenSettings[mode].title),
    line('Mode', 'PerformanceOnly'),
    metric.unit === 's'
      ? line(`${metric.name} (ns)`, ns(metric.value))
      : line(metric.name, String(Number(metric.value.toPrecision(6)))),
    line('Result is', result.valid ? 'VALID' : 'INVALID'),
    line('  Min duration satisfied', yes(result.durationMet)),
    line('  Min queries satisfied', yes(result.queriesMet)),
    line('  Early stopping satisfied', yes(result.earlyStoppingMet)),
    ...result.notes.map((note) => ` * ${note}`),
    '',
    rule,
    'Additional Stats',
    rule,
    line('Queries, samples', `${result.queries}, ${result.samples}`),
    ...(result.mostInBatch === 1 ? [] : [line('Samples of a pass, at most', String(result.mostInBatch))]),
    line('Duration (s)', result.durationS.toFixed(1)),
    ...(result.latencyBoundS === null
      ? []
      : [
          line('Latency bound (ns)', ns(result.latencyBoundS)),
          line('Queries over it', String(result.overLatency)),
        ]),
    line('Min latency (ns)', ns(latencyS.min)),
    line('Mean latency (ns)', ns(latencyS.mean)),
    line('Max latency (ns)', ns(latencyS.max)),
    ...latencyS.percentiles.map(([share, seconds]) =>
      line(`${(share * 100).toFixed(2)} percentile latency (ns)`, ns(seconds)),
    ),
    '',
    rule,
    'Not known to LoadGen',
    rule,
    line('Energy per sample', formatSi(result.energyPerSampleJ, 'J')),
    line('Right and in time', formatPercent(result.accuracy)),
    ...(search.length === 0
      ? []
      : [
          line(
            'Rates tried (1/s)',
            search.map(({ qps, valid }) => `${Number(qps.toPrecision(4))}${valid ? '' : ' no'}`).join(', '),
          ),
        ]),
  ].join('\n');
}
