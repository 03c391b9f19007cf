import { formatSi } from '../../format-quantity.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { headlineRows } from '../headline-rows.ts';
import { colours, type Plot } from './plot.ts';

/** The headline score where the electricity is of other places. */
export function regionsPlot(report: GreenReport): Plot | null {
  const headline = headlineRows(report);
  const places = report.gridAlternatives.filter(({ use }) => use === 'region');
  if (!headline || places.length === 0) return null;
  const { operational, embodied, gCO2ePerKwh: intensity } = headline.subject;
  const { grid } = report;
  const own = { label: `${grid.zone} (${grid.zoneName})`, gCO2ePerKwh: intensity };
  const values = [own, ...places]
    .map(({ label, gCO2ePerKwh }) => {
      const at = (o: number) => (o * gCO2ePerKwh) / intensity + (embodied?.value ?? 0);
      return {
        label,
        gCO2ePerKwh,
        g: at(operational.value),
        low: at(operational.low),
        high: at(operational.high),
        own: label === own.label,
      };
    })
    .sort((a, b) => a.g - b.g);
  const largest = Math.max(...values.map(({ high }) => high));
  const unit = [
    [1, 'g'],
    [1e-3, 'mg'],
    [1e-6, 'µg'],
    [1e-9, 'ng'],
    [1e-12, 'pg'],
  ].find(([size]) => largest >= (size as number)) ?? [1e-12, 'pg'];
  const scaled = values.map((v) => ({
    ...v,
    score: v.g / (unit[0] as number),
    from: v.low / (unit[0] as number),
    to: v.high / (unit[0] as number),
  }));
  const y = {
    field: 'label',
    type: 'nominal' as const,
    sort: null,
    axis: { title: null, ticks: false, domain: false, labelColor: colours.ink, labelLimit: 380 },
  };
  return {
    id: 'regions',
    title: 'The same inference in other places',
    caption: `The energy is the same everywhere; what differs is how electricity is made (${grid.year === null ? 'yearly averages; here by the hour' : `yearly averages of ${grid.year}`}). The dark bar is the place of this report; lines are 90% ranges of the energy model.`,
    wide: true,
    spec: {
      width: 560,
      height: { step: 26 },
      data: { values: scaled },
      layer: [
        {
          mark: { type: 'bar', height: 16, cornerRadiusEnd: 2 },
          encoding: {
            y,
            x: {
              field: 'score',
              type: 'quantitative',
              axis: { title: `CO2e per inference, ${unit[1]}`, tickCount: 5 },
            },
            color: { condition: { test: 'datum.own', value: colours.accent }, value: '#9fb3c2' },
          },
        },
        {
          mark: { type: 'rule', color: colours.ink, strokeWidth: 1.2 },
          encoding: { y, x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
        },
      ],
    },
    table: {
      titles: ['place', 'gCO2e/kWh', 'per inference'],
      rows: values.map((v) => [v.label, String(v.gCO2ePerKwh), formatSi(v.g, 'g')]),
    },
  };
}
