import type { HostCalibration } from '../../host/calibrate-host.ts';
import { formatPercent, formatSi } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const bytes = (value: number): string =>
  value >= 2 ** 20 ? `${value / 2 ** 20} MiB` : `${Math.round(value / 1024)} KiB`;

const factors = new Set(['blocks, panels', 'blocks, vector', 'window, dense', 'window, blocks']);

/** The text of `sparsewatt calibrate host`, as lines. */
export function renderHost(host: HostCalibration): readonly string[] {
  const errors = host.predictions.map(({ measuredNs, centralNs }) => Math.abs(centralNs / measuredNs - 1));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const median = [...errors].sort((a, b) => a - b)[Math.floor(errors.length / 2)]!;
  const inside = host.predictions.filter((p) => p.lowNs <= p.measuredNs && p.measuredNs <= p.highNs).length;
  return [
    `${host.processor}, ${host.cores} cores; Node ${host.node}, ${host.build} kernels${host.wide ? ', two panels at a time' : ''}, one thread`,
    '',
    ...textTable(
      [left('memory, copies inside'), right('read and written')],
      host.memory.map((rate) => [bytes(rate.workingSetBytes), formatSi(rate.copyBytesPerS, 'B/s')]),
    ),
    '',
    ...textTable(
      [left(`cost, from ${host.fittedRows} timed cases`), right('value'), right('known to a factor of')],
      host.costs.map(({ name, value, factor }) => [
        name,
        factors.has(name) ? `x ${value.toFixed(2)}` : formatSi(value * 1e-9, 's'),
        factor.toFixed(2),
      ]),
    ),
    '',
    ...textTable(
      [
        left('layer that was not fitted'),
        right('zeros'),
        right('measured'),
        right('predicted'),
        right('low'),
        right('high'),
        right('off by'),
      ],
      host.predictions.map((p) => [
        p.layer,
        formatPercent(p.sparsity, 0),
        formatSi(p.measuredNs * 1e-9, 's'),
        formatSi(p.centralNs * 1e-9, 's'),
        formatSi(p.lowNs * 1e-9, 's'),
        formatSi(p.highNs * 1e-9, 's'),
        formatPercent(p.centralNs / p.measuredNs - 1).replace('-', '−'),
      ]),
    ),
    '',
    `layers that were not fitted: mean error ${formatPercent(mean)}, median ${formatPercent(median)}, ${inside} of ${errors.length} inside the 90% interval`,
  ];
}
