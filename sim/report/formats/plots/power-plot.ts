import { formatSi } from '../../format-quantity.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { colours, type Plot } from './plot.ts';

const prefixes = [
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
] as const;
const prefixOf = (largest: number) => prefixes.find(([size]) => largest >= size) ?? prefixes[3];

/** Power over a window of the headline run. */
export function powerPlot({ power }: GreenReport): Plot | null {
  const last = power?.steps.at(-1);
  if (!power || !last || power.steps.length < 3) return null;
  const [time, timePrefix] = prefixOf(last.timeS);
  const [watt, wattPrefix] = prefixOf(Math.max(...power.steps.map(({ powerW }) => powerW)));
  const values = power.steps.map(({ timeS, powerW }) => ({ time: timeS / time, power: powerW / watt }));
  return {
    id: 'power',
    title: 'Power over time',
    caption: `The first requests of one run (${power.title}). Each hill is an inference; the ground between them is what the device draws while it waits, which is counted too. Highest here: ${formatSi(Math.max(...power.steps.map(({ powerW }) => powerW)), 'W')}.`,
    wide: true,
    spec: {
      width: 860,
      height: 160,
      data: { values },
      mark: {
        type: 'area',
        interpolate: 'step-after',
        line: { color: colours.accent, strokeWidth: 1.2 },
        color: colours.accent,
        fillOpacity: 0.25,
      },
      encoding: {
        x: { field: 'time', type: 'quantitative', axis: { title: `time, ${timePrefix}s`, tickCount: 6 } },
        y: { field: 'power', type: 'quantitative', axis: { title: `power, ${wattPrefix}W`, tickCount: 4 } },
      },
    },
    table: {
      titles: ['from', 'power'],
      rows: power.steps
        .slice(0, 40)
        .map(({ timeS, powerW }) => [formatSi(timeS, 's'), formatSi(powerW, 'W')]),
    },
  };
}
