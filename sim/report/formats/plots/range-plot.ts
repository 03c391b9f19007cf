import { formatSi } from '../../format-quantity.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { rowsOf } from '../headline-rows.ts';
import { colours, type Plot } from './plot.ts';

/** SCI of the best policy and of dense on every target as a share of dense, with intervals: the answer as a picture. */
export function rangePlot(report: GreenReport): Plot | null {
  const values = report.claims.flatMap((claim) => {
    const { subject, baseline } = rowsOf(report, claim);
    if (!claim.saving || !baseline) return [];
    const { value, low, high } = claim.saving;
    return [
      {
        target: claim.target,
        share: 100 * (1 - value),
        low: 100 * (1 - high),
        high: 100 * (1 - low),
        what: value > 0.01 ? 'less than dense' : 'not less than dense',
        score: formatSi(subject.sci.value, 'g'),
      },
    ];
  });
  if (values.length === 0) return null;
  const most = Math.max(110, ...values.map((v) => Math.min(v.high, 250)));
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, most], clamp: true },
    axis: {
      title: 'carbon per inference, dense network = 100%',
      labelExpr: "datum.value + '%'",
      tickCount: 6,
    },
  });
  const y = {
    field: 'target',
    type: 'nominal' as const,
    sort: null,
    axis: { title: null, labelLimit: 400, labelColor: colours.ink, ticks: false, domain: false },
  };
  const colour = {
    field: 'what',
    type: 'nominal' as const,
    scale: { domain: ['less than dense', 'not less than dense'], range: [colours.good, colours.bad] },
    legend: { orient: 'top' as const, title: null, labelLimit: 300, symbolOpacity: 1 },
  };
  return {
    id: 'ranges',
    title: 'Best policy against the dense network, target by target',
    caption:
      'Each dot is the carbon of the best policy that keeps the limits; its line is the 90% range. Left of the 100% mark is less carbon than the dense network. A line that crosses the mark means that the model is not exact enough to be sure.',
    wide: true,
    spec: {
      width: 640,
      height: { step: 34 },
      data: { values },
      layer: [
        {
          data: { values: [{ share: 100 }] },
          mark: { type: 'rule', color: colours.quiet, strokeDash: [4, 3] },
          encoding: { x: { field: 'share', type: 'quantitative' } },
        },
        {
          mark: { type: 'rule', strokeWidth: 3, opacity: 0.45 },
          encoding: { x: x('low'), x2: { field: 'high' }, y, color: colour },
        },
        {
          mark: { type: 'point', filled: true, size: 110, opacity: 1 },
          encoding: { x: x('share'), y, color: colour },
        },
      ],
    },
    table: {
      titles: ['target', 'share of dense', 'from', 'to', 'per inference'],
      rows: values.map((v) => [
        v.target,
        `${v.share.toFixed(0)}%`,
        `${v.low.toFixed(0)}%`,
        `${v.high.toFixed(0)}%`,
        v.score,
      ]),
    },
  };
}
