import { formatPercent, formatSi } from '../../format-quantity.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { headlineRows } from '../headline-rows.ts';
import { decades } from './decades.ts';
import { colours, type Plot, palette } from './plot.ts';

/** Latency, energy and accuracy of every policy on the headline target, with intervals and the Pareto front. */
export function scatterPlot(report: GreenReport): Plot | null {
  const headline = headlineRows(report);
  if (!headline) return null;
  const { subject, baseline } = headline;
  const rows = report.rows.filter(
    (row) =>
      row.target === subject.target && row.denseLoad === subject.denseLoad && row.latencyP95Ms !== null,
  );
  const seen = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) {
    const key = `${row.runtime} ${row.latencyP95Ms} ${row.energyPerInference.value}`;
    seen.set(key, [...(seen.get(key) ?? []), row]);
  }
  const values = [...seen.values()].map((same) => {
    const row = same[0]!;
    const lead = same.find(({ id }) => id === subject.id) ?? same.find(({ id }) => id === baseline?.id);
    return {
      policy: same.map(({ policy }) => policy).join(', '),
      runtime: row.runtime,
      latencyMs: row.latencyP95Ms!,
      energyMj: row.energyPerInference.value * 1e3,
      low: row.energyPerInference.low * 1e3,
      high: row.energyPerInference.high * 1e3,
      accuracy: row.accuracy ?? 0,
      limits: row.keepsConstraints ? 'keeps the limits' : 'breaks a limit',
      label: lead ? lead.policy : '',
      pareto: row.pareto,
    };
  });
  const runtimes = [...new Set(values.map(({ runtime }) => runtime))];
  const x = {
    field: 'latencyMs',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false, padding: 24 },
    axis: {
      title: '95% of answers within, ms',
      values: decades(values.map((v) => v.latencyMs)),
      format: '~g',
    },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false, padding: 12 },
    axis: {
      title: 'energy per inference, mJ',
      values: decades(values.flatMap((v) => [v.low, v.high])),
      format: '~g',
    },
  });
  const color = {
    field: 'runtime',
    type: 'nominal' as const,
    scale: { domain: runtimes, range: palette.slice(0, runtimes.length) },
    legend: { orient: 'bottom' as const, title: null, symbolOpacity: 1, symbolSize: 90, labelLimit: 300 },
  };
  return {
    id: 'scatter',
    title: `What each policy trades on ${subject.targetName}`,
    caption:
      'Down is less energy, left is faster. Filled dots keep the limits on accuracy and lateness, hollow ones break one; larger is more accurate. The thin line joins the choices that no other beats (the Pareto front). Upright lines are 90% ranges.',
    wide: false,
    spec: {
      width: 400,
      height: 300,
      data: { values },
      layer: [
        {
          transform: [{ filter: 'datum.pareto' }],
          mark: { type: 'line', color: colours.quiet, strokeWidth: 1, strokeDash: [3, 3] },
          encoding: { x, y: y('energyMj'), detail: { field: 'runtime' } },
        },
        { mark: { type: 'rule', opacity: 0.35 }, encoding: { x, y: y('low'), y2: { field: 'high' }, color } },
        {
          mark: { type: 'point', strokeWidth: 1.5, opacity: 1 },
          encoding: {
            x,
            y: y('energyMj'),
            color,
            fill: {
              condition: { test: "datum.limits === 'breaks a limit'", value: 'transparent' },
              field: 'runtime',
              type: 'nominal',
              scale: { domain: runtimes, range: palette.slice(0, runtimes.length) },
            },
            size: {
              field: 'accuracy',
              type: 'quantitative',
              scale: { domain: [0.8, 1], range: [25, 130], clamp: true },
              legend: null,
            },
          },
        },
        {
          transform: [{ filter: "datum.label !== ''" }],
          mark: { type: 'text', align: 'center', dy: -13, fontWeight: 600 },
          encoding: { x, y: y('energyMj'), text: { field: 'label' } },
        },
      ],
    },
    table: {
      titles: ['policy', 'runtime', 'p95', 'energy', 'accuracy', 'limits'],
      rows: values.map((v) => [
        v.policy,
        v.runtime,
        formatSi(v.latencyMs / 1e3, 's'),
        formatSi(v.energyMj / 1e3, 'J'),
        formatPercent(v.accuracy),
        v.limits,
      ]),
    },
  };
}
