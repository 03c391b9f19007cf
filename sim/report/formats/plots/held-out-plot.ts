import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import type { HeldOut } from '../../green/schema/held-out-schema.ts';
import { heldOutTable } from '../held-out-table.ts';
import { decades } from './decades.ts';
import { colours, type Plot, palette } from './plot.ts';

/** Panels, in their order, with their axes. */
const panels: readonly { readonly quantity: HeldOut['quantity']; readonly title: string }[] = [
  { quantity: 'latency', title: 'time of one inference, s' },
  { quantity: 'energy', title: 'energy of one inference, J' },
  { quantity: 'power', title: 'power, W' },
  { quantity: 'throughput', title: 'inferences per second' },
];

function panel(rows: readonly HeldOut[], title: string, devices: readonly string[]) {
  const all = rows.flatMap(({ measured, predicted }) => [measured, predicted]);
  const ends = [Math.min(...all) / 1.2, Math.max(...all) * 1.2];
  const axis = (field: 'measured' | 'predicted') => ({
    field,
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain: ends, nice: false },
    axis: { title: field, values: decades(all), format: '~s' },
  });
  const position = { x: axis('measured'), y: axis('predicted') };
  const line = (factor: number) => ({
    data: { values: ends.map((x) => ({ measured: x, predicted: x * factor })) },
    mark: {
      type: 'line' as const,
      clip: true,
      color: colours.quiet,
      strokeWidth: 1,
      strokeDash: factor === 1 ? [1, 0] : [3, 3],
    },
    encoding: position,
  });
  return {
    title: {
      text: title,
      color: colours.ink,
      fontSize: 12,
      fontWeight: 600 as const,
      anchor: 'start' as const,
    },
    width: 350,
    height: 240,
    layer: [
      line(1),
      line(1.25),
      line(0.8),
      {
        data: {
          values: rows.map(({ device, measured, predicted }) => ({
            device,
            measured: Number(measured.toPrecision(3)),
            predicted: Number(predicted.toPrecision(3)),
          })),
        },
        mark: { type: 'point' as const, filled: true, opacity: 0.7, size: 26 },
        encoding: {
          ...position,
          color: {
            field: 'device',
            type: 'nominal' as const,
            scale: { domain: [...devices], range: palette.slice(0, devices.length) },
            legend: { title: null, orient: 'bottom' as const, columns: 4, labelLimit: 200, symbolOpacity: 1 },
          },
        },
      },
    ],
  };
}

/** Published measurements of the report's hardware against predictions that had seen none of its chips. */
export function heldOutPlot({ heldOut, claims }: GreenReport): Plot | null {
  const drawn = panels.flatMap(({ quantity, title }) => {
    const rows = heldOut.filter((row) => row.quantity === quantity);
    return rows.length === 0 ? [] : [{ rows, title }];
  });
  if (drawn.length === 0) return null;
  const targets = new Set(heldOut.flatMap((row) => row.targets));
  const devices = [...new Set(heldOut.map(({ device }) => device))];
  const without = claims.map(({ target }) => target).filter((target) => !targets.has(target));
  return {
    id: 'held-out',
    title: 'Predicted against measured',
    caption: `Each dot is a published measurement of this hardware, on other networks. Across: what was measured; up: what our models predict when they are calibrated without any measurement of that chip. On the full line the prediction is right; the dashed ones are 25% above and 20% below. The calibration saw none of the dots of a chip that it predicts, but the forms of the models and a few of their priors were chosen knowing them. Profiles that were fitted to some of the dots do better there; that is not shown.${without.length > 0 ? ` No published measurement: ${without.join(', ')}.` : ''}`,
    wide: true,
    spec: {
      columns: 2,
      spacing: 34,
      concat: drawn.map(({ rows, title }) => panel(rows, title, devices)),
      resolve: { scale: { x: 'independent', y: 'independent', color: 'shared' } },
    },
    table: heldOutTable(heldOut),
  };
}
