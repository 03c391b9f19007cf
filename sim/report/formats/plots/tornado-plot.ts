import { formatSi } from '../../format-quantity.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { headlineRows } from '../headline-rows.ts';
import { colours, type Plot } from './plot.ts';

/** What each assumption alone would do to the headline. */
export function tornadoPlot(report: GreenReport): Plot | null {
  const headline = headlineRows(report);
  if (!headline || report.tornado.length === 0) return null;
  const central = headline.subject.sci.value;
  const share = (g: number) => 100 * (g / central - 1);
  const values = report.tornado.map((bar) => ({
    assumption: bar.assumption,
    low: share(bar.atLow),
    high: share(bar.atHigh),
  }));
  const y = {
    field: 'assumption',
    type: 'nominal' as const,
    sort: null,
    axis: { title: null, ticks: false, domain: false, labelColor: colours.ink, labelLimit: 600 },
  };
  const axis = {
    title: 'change of the score',
    labelExpr: "(datum.value > 0 ? '+' : '') + datum.value + '%'",
    tickCount: 6,
  };
  return {
    id: 'tornado',
    title: 'What could change the number',
    caption:
      'Each bar changes one assumption alone, from its low to its high end, and shows how far the score moves. The longest bar is where a measurement would help most.',
    wide: true,
    spec: {
      width: 480,
      height: { step: 28 },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', height: 15, color: colours.accent, cornerRadius: 2 },
          encoding: { y, x: { field: 'low', type: 'quantitative', axis }, x2: { field: 'high' } },
        },
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: 'rule', color: colours.ink },
          encoding: { x: { field: 'zero', type: 'quantitative', axis } },
        },
      ],
    },
    table: {
      titles: ['assumption', 'score from', 'to'],
      rows: report.tornado.map((bar) => [
        bar.assumption,
        formatSi(bar.atLow, 'g'),
        formatSi(bar.atHigh, 'g'),
      ]),
    },
  };
}
