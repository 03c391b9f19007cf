import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import type { GreenRow } from '../../green/schema/green-row-schema.ts';
import { rowsOf } from '../headline-rows.ts';
import { colours, type Plot } from './plot.ts';

/** ✗ breaks a limit, ? may break the one on accuracy: its interval reaches over the floor. */
const markOf = (floor: number) => (row: GreenRow) => {
  if (!row.keepsConstraints) return ' ✗';
  return (row.accuracyLow ?? 0) < floor ? ' ?' : '';
};

/** Carbon of every policy on every target against dense, at the highest load and the runtime of the claim. */
export function heatMapPlot(report: GreenReport): Plot | null {
  const mark = markOf(report.scenario.accuracyFloor);
  const values = report.claims.flatMap((claim) => {
    const { subject, baseline } = rowsOf(report, claim);
    if (!baseline) return [];
    return report.rows
      .filter(
        (row) =>
          !row.policy.includes('@') &&
          row.target === subject.target &&
          row.runtime === subject.runtime &&
          row.denseLoad === subject.denseLoad,
      )
      .map((row) => {
        const change = 100 * (row.sci.value / baseline.sci.value - 1);
        const text = `${change < -0.5 ? '−' : change > 0.5 ? '+' : ''}${Math.abs(change).toFixed(0)}%${mark(row)}`;
        return {
          target: claim.target,
          policy: row.policy,
          change: Math.max(-60, Math.min(60, change)),
          text,
          limits: row.keepsConstraints,
        };
      });
  });
  if (values.length === 0) return null;
  const targets = [...new Set(values.map(({ target }) => target))];
  return {
    id: 'heat-map',
    title: 'Every policy on every target',
    caption:
      'Change of carbon per inference against the dense network under the published runtime. Green is less, red is more; ✗ breaks the limit on accuracy or lateness and is no choice; ? means that the sample is too small to tell. The same policy can help on one chip and hurt on another. Policies that keep to one unit of a system are in the table of runs.',
    wide: true,
    spec: {
      width: { step: Math.max(84, Math.min(150, Math.floor(760 / targets.length))) },
      height: { step: 22 },
      data: { values },
      encoding: {
        x: {
          field: 'target',
          type: 'nominal',
          sort: null,
          axis: {
            orient: 'top',
            title: null,
            labelAngle: targets.length > 5 ? -20 : 0,
            labelAlign: targets.length > 5 ? 'left' : 'center',
            ticks: false,
            domain: false,
            labelColor: colours.ink,
            labelLimit: 320,
          },
        },
        y: {
          field: 'policy',
          type: 'nominal',
          sort: null,
          axis: { title: null, ticks: false, domain: false, labelColor: colours.ink, labelLimit: 340 },
        },
      },
      layer: [
        // Under cells that let it through: their words are dark, on a dark page too.
        { mark: { type: 'rect', color: '#f4f6f7', stroke: colours.paper, strokeWidth: 1.5 } },
        {
          mark: { type: 'rect', stroke: colours.paper, strokeWidth: 1.5 },
          encoding: {
            color: {
              field: 'change',
              type: 'quantitative',
              scale: { domain: [-60, 0, 60], range: ['#5aa886', '#e3e6e8', '#d98a74'], interpolate: 'rgb' },
              legend: null,
            },
            opacity: { condition: { test: 'datum.limits', value: 1 }, value: 0.45 },
          },
        },
        { mark: { type: 'text', fontSize: 11.5, color: '#10161b' }, encoding: { text: { field: 'text' } } },
      ],
    },
    table: {
      titles: ['target', 'policy', 'against dense'],
      rows: values.map((v) => [v.target, v.policy, v.text]),
    },
  };
}
