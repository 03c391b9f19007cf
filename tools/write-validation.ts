/**
 * Writes what `sparsewatt validate` and `sparsewatt calibrate` find: docs/validation.md with its plots, and the files of
 * hardware-profiles/calibration: errors that predictions print, and the held-out rows that reports draw.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { calibrate } from '../sim/predict/calibrate.ts';
import { renderValidation } from '../sim/report/text/render-validation.ts';
import { evaluateAll } from '../sim/validate/evaluate-all.ts';
import type { EvaluatedGroup } from '../sim/validate/evaluated-group.ts';
import { heldOutFile, heldOutRows, heldOutText } from '../sim/validate/held-out-rows.ts';
import { reportOf } from '../sim/validate/validate.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const plots = join(root, 'docs', 'validation');
const units = {
  latency: 'ms',
  throughput: '1/s',
  power: 'W',
  energy: 'J',
  'dynamic-energy': 'J',
  speedup: 'times',
} as const;

/** One point a row: where several anchors predicted it, their mean. */
function points({ group, scored }: EvaluatedGroup) {
  const rows = new Map<string, { measured: number; sum: number; weight: number }>();
  for (const { row, measured, predicted, weight } of scored) {
    const at = rows.get(row.id) ?? { measured, sum: 0, weight: 0 };
    rows.set(row.id, { measured, sum: at.sum + weight * predicted.central, weight: at.weight + weight });
  }
  return [...rows.values()].map(({ measured, sum, weight }) => ({
    measured: Number(measured.toPrecision(4)),
    predicted: Number((sum / weight).toPrecision(4)),
    group,
  }));
}

async function plot(groups: readonly EvaluatedGroup[], title: string, unit: string): Promise<string> {
  const values = groups.flatMap(points);
  const all = values.flatMap(({ measured, predicted }) => [measured, predicted]);
  const ends = [Math.min(...all), Math.max(...all)];
  const axis = (name: string) => ({
    field: name,
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain: ends, nice: true },
    axis: { title: `${name}, ${unit}`, grid: true, tickCount: 5 },
  });
  const line = (factor: number) => ({
    data: { values: ends.map((x) => ({ measured: x, predicted: x * factor })) },
    mark: {
      type: 'line' as const,
      clip: true,
      color: '#888',
      strokeWidth: 1,
      strokeDash: factor === 1 ? [1, 0] : [3, 3],
    },
    encoding: { x: axis('measured'), y: axis('predicted') },
  });
  const spec: TopLevelSpec = {
    title: { text: title, fontSize: 13 },
    width: 320,
    height: 320,
    background: 'white',
    config: { aria: false },
    layer: [
      line(1),
      line(1.25),
      line(0.8),
      {
        data: { values },
        mark: { type: 'point', filled: true, opacity: 0.6, size: 28 },
        encoding: {
          x: axis('measured'),
          y: axis('predicted'),
          color: {
            field: 'group',
            type: 'nominal',
            title: 'held out',
            scale: { scheme: 'tableau10' },
          },
          shape: { field: 'group', type: 'nominal', title: 'held out' },
        },
      },
    ],
  };
  const svg = await new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' }).toSVG();
  return svg.replace(/^<svg[^>]*>/, (open) => `${open}<title>${title}: predicted against measured</title>`);
}

const evaluated = await evaluateAll(null);
const report = await reportOf(evaluated);

await rm(plots, { recursive: true, force: true });
await mkdir(plots, { recursive: true });
const drawn: string[] = [];
for (const key of new Set(evaluated.groups.map(({ model }) => `${model.targetClass} ${model.quantity}`))) {
  const groups = evaluated.groups.filter(({ model }) => `${model.targetClass} ${model.quantity}` === key);
  const name = key.replace(' ', '-');
  await writeFile(
    join(plots, `${name}.svg`),
    `${await plot(groups, key, units[groups[0]!.model.quantity])}\n`,
  );
  drawn.push(`![${key}: predicted against measured](validation/${name}.svg)`);
}

const text = `# Validation

Made by \`node --import tsx tools/write-validation.ts\`; \`sparsewatt validate\` prints the same tables, \`--json\` all of
their figures, \`--class host\` those of the machine that it runs on.

Every row is predicted by a calibration that had not seen it. *family-known*: the chip and all boards that carry it were held
out, another chip of its core family stayed, under the same runtime; *runtime-unknown*: no chip of the family stayed under
that runtime; *novel*: no chip of the family stayed. *new-network*: the network was held out everywhere. *same-chip*: only
this operating point was. *anchored*: the chip was held out but for one measured run (each in turn). *new-series*: the runs of
one kind (single frames, batches, sizes of the network) on one device were; *novel-series*: those of one kind on all devices;
*other-run*: this run of its chip alone. Groups are never pooled.
A group that is absent has no rows: each Jetson family has one chip in the table, so have the cores of the single boards.

What makes some of these errors easier than they look: the means of the priors of GPU power and of sparse speed-ups, and two
facts of CPU cores, were chosen with their few rows in sight (their priors files say so), and so were the forms of the
models. Anchors of single boards are of the same runtime and precision as the row; with any other row of the chip as anchor
the error on latency is 20.3%. NPUs rest on one chip and two stated priors. The layers of this machine are timed again and
again, with their weights warm in the caches, as they are not in a network. Of neuromorphic rows two hold the same dense
network with other weights at batch 1, so that one is easy where the other stays; runs of Loihi that no host feeds step by
step are given their published time, and only their energy is predicted.

How the models work: \`sim/calibration\`, [cpu-model.md](cpu-model.md), [neuromorphic.md](neuromorphic.md), [hardware-profiles/README.md](../hardware-profiles/README.md).
Their priors, rows and losses: \`sparsewatt calibrate\`.

\`\`\`
${renderValidation(report).join('\n')}
\`\`\`

## Predicted against measured

Full line: right; dashed: 25% above, 20% below.

${drawn.join('\n')}
`;
await writeFile(join(root, 'docs', 'validation.md'), text.replace(/ +$/gm, ''));

const round = (value: number) => Number(value.toPrecision(4));
const folder = join(root, 'hardware-profiles', 'calibration');
await mkdir(folder, { recursive: true });
const errors = report.classes.map((one) => ({
  class: one.class,
  quantity: one.quantity,
  group: one.group,
  devices: one.devices,
  rows: one.rows,
  mapePercent: round(one.mapePercent),
  medianPercent: round(one.medianPercent),
  intervalCoverage: round(one.intervalCoverage),
}));
await writeFile(
  join(folder, 'errors.json'),
  `{ "classes": [\n${errors.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n] }\n`,
);

await writeFile(heldOutFile(join(root, 'hardware-profiles')), heldOutText(heldOutRows(evaluated.groups)));

const { models } = await calibrate();
await writeFile(
  join(folder, 'models.json'),
  `{ "models": [\n${models
    .map(({ rows, coefficients, ...one }) =>
      JSON.stringify(
        {
          ...one,
          rows: rows.length,
          coefficients: Object.fromEntries(
            coefficients.map((c) => [
              c.name,
              [c.priorMean, c.priorSpread, c.mean, c.deviation].map((x) => Number(x.toFixed(3))),
            ]),
          ),
        },
        (_, value) => (typeof value === 'number' ? round(value) : value),
      ),
    )
    .join(',\n')}\n] }\n`,
);
