import { formatPercent } from '../../format-quantity.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import type { GreenRow } from '../../green/schema/green-row-schema.ts';
import { rowsOf } from '../headline-rows.ts';
import { colours, type Plot, palette } from './plot.ts';

const plain: Readonly<Record<string, string>> = {
  compute: 'computing',
  memory: 'moving data',
  overhead: 'runtime overhead',
  io: 'input and output',
  policy: 'deciding',
  static: 'leaking while busy',
  idle: 'waiting',
  sleep: 'sleeping',
  wake: 'waking up',
};
const order = Object.values(plain);

function partsOf(row: GreenRow, wholeJ: number): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const { cause, energyJ } of row.components) {
    const name = plain[cause] ?? cause;
    parts.set(name, (parts.get(name) ?? 0) + energyJ / row.inferences / wholeJ);
  }
  return parts;
}

/** Energy by cause of the best policy and of dense on every target, dense = 100%. */
export function causesPlot(report: GreenReport): Plot | null {
  const bars = report.claims.flatMap((claim) => {
    const { subject, baseline } = rowsOf(report, claim);
    const whole = (baseline ?? subject).energyPerInference.value;
    const of = (row: GreenRow, name: string) =>
      [...partsOf(row, whole)].map(([cause, share]) => ({
        target: claim.target,
        bar: name,
        policy: row.policy,
        cause,
        share: 100 * share,
        at: order.indexOf(cause),
      }));
    return [...(baseline ? of(baseline, 'dense') : []), ...of(subject, 'best')];
  });
  if (bars.length === 0) return null;
  // What is thinner than a pixel would be a colour in the legend that nobody finds; the table has it.
  const drawn = bars.filter(({ share }) => share >= 0.25);
  const causes = order.filter((cause) => drawn.some((bar) => bar.cause === cause));
  return {
    id: 'causes',
    title: 'Where the energy goes',
    caption:
      'Energy per inference split by what it was spent on, for the dense network and the best policy of each target; the dense network is 100%. Where most of the bar is waiting or sleeping, computing less cannot save much.',
    wide: false,
    spec: {
      data: { values: drawn },
      facet: {
        row: {
          field: 'target',
          type: 'nominal',
          sort: report.claims.map(({ target }) => target),
          header: {
            title: null,
            // Above its bars: beside them, long ids would push the picture out of its half of the page.
            labelOrient: 'top',
            labelAnchor: 'start',
            labelPadding: 2,
            labelFontSize: 12,
            labelColor: colours.ink,
            labelLimit: 300,
          },
        },
      },
      spacing: 8,
      spec: {
        width: 370,
        height: { step: 19 },
        mark: { type: 'bar', stroke: colours.paper, strokeWidth: 0.7 },
        encoding: {
          y: {
            field: 'bar',
            type: 'nominal',
            sort: ['dense', 'best'],
            axis: { title: null, ticks: false, domain: false, labelColor: colours.ink },
          },
          x: {
            field: 'share',
            type: 'quantitative',
            axis: {
              title: 'energy per inference, dense = 100%',
              labelExpr: "datum.value + '%'",
              tickCount: 4,
            },
          },
          color: {
            field: 'cause',
            type: 'nominal',
            scale: { domain: causes, range: palette.slice(0, causes.length) },
            legend: { title: null, orient: 'bottom', columns: 2, labelLimit: 200 },
          },
          order: { field: 'at' },
        },
      },
    },
    table: {
      titles: ['target', 'policy', 'spent on', 'share of dense'],
      rows: bars.map((b) => [b.target, b.policy, b.cause, formatPercent(b.share / 100)]),
    },
  };
}
