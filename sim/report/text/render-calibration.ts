import type { AnchorReport } from '../../predict/anchor-report.ts';
import type { CalibrationReport } from '../../predict/calibrate.ts';
import { absent, formatMs, formatPercent, formatSi } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';
import { wrap } from './wrap.ts';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const shown = 10;

/** The text of `sparsewatt calibrate`, as lines: every model, and the coefficients that the rows moved most. */
export function renderCalibration(report: CalibrationReport): readonly string[] {
  const lines = [
    'Every model is a sum of costs with Gaussian priors on the logarithms of its coefficients, fitted to logarithms of',
    'published rows: least (misfit / noise)^2 + (distance from prior / spread)^2. --json has every coefficient and row.',
  ];
  if (report.models.length === 0) lines.push('', 'This class has no calibrated model.');
  for (const model of report.models) {
    lines.push(
      '',
      `${model.class} ${model.quantity}: ${model.rows.length} rows, residual ${formatPercent(model.residual)}, noise ${formatPercent(model.noise)}, loss ${model.loss.toFixed(1)}, ${model.effectiveCoefficients.toFixed(1)} of ${model.coefficients.length} coefficients decided by rows`,
    );
    const moved = [...model.coefficients]
      .map((one) => ({ ...one, moved: (one.mean - one.priorMean) / one.priorSpread }))
      .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved))
      .slice(0, shown);
    lines.push(
      ...textTable(
        [
          { ...left('  coefficient moved most'), widest: 60 },
          right('prior'),
          right('after'),
          right('moved by'),
        ],
        moved.map((one) => [
          `  ${one.name}`,
          `${one.priorMean.toFixed(2)} ± ${one.priorSpread.toFixed(2)}`,
          `${one.mean.toFixed(2)} ± ${one.deviation.toFixed(2)}`,
          `${one.moved.toFixed(1)} spreads`,
        ]),
      ),
    );
  }
  return lines;
}

const format = (quantity: string, value: number): string =>
  quantity === 'latency'
    ? formatMs(value)
    : quantity === 'throughput'
      ? `${formatSi(value, '').trimEnd()}/s`
      : formatSi(value, quantity === 'power' ? 'W' : 'J');

/** The text of `sparsewatt calibrate --target T --measured FILE`, as lines. */
export function renderAnchors(report: AnchorReport): readonly string[] {
  const percent = (value: number | null) => (value === null ? absent : `${value.toFixed(1)}%`);
  const factor = (range: { low: number; high: number }) => `x${(range.high / range.low).toFixed(2)}`;
  return [
    `Measurements of your ${report.target}, beside what is predicted of each: blind, and from the other measurements.`,
    '',
    ...textTable(
      [
        left('network'),
        left('runtime'),
        left('quantity'),
        right('measured'),
        right('blind'),
        right('high/low'),
        right('anchored'),
        right('high/low'),
      ],
      report.rows.map(({ network, runtime, quantity, measured, blind, anchored }) => [
        network,
        runtime,
        quantity,
        format(quantity, measured),
        format(quantity, blind.central),
        factor(blind),
        anchored ? format(quantity, anchored.central) : absent,
        anchored ? factor(anchored) : absent,
      ]),
    ),
    '',
    ...textTable(
      [left('quantity'), right('rows'), right('blind error'), right('anchored error')],
      report.errors.map((one) => [
        one.quantity,
        String(one.rows),
        percent(one.blindMapePercent),
        percent(one.anchoredMapePercent),
      ]),
    ),
    ...report.notes.flatMap((note) => wrap(`note: ${note}`, 100)),
  ];
}
