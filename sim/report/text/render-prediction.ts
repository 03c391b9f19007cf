import type { PredictedQuantity, Prediction } from '../../predict/prediction.ts';
import { absent, formatMs, formatPercent, formatSi } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';
import { wrap } from './wrap.ts';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

/** Width of prose; tables take what they need. */
const columns = 100;

const seen: Readonly<Record<PredictedQuantity['group'], string>> = {
  seen: 'measured, and in the calibration',
  'family-known': 'other chips of its core family',
  'runtime-unknown': 'its core family, but not this runtime',
  novel: 'no chip of its core family',
  'same-chip': 'the chip at another setting',
  'new-network': 'the chip, but not this network',
  anchored: 'measurements of your board',
  'new-series': 'the chip, in other series',
  'novel-series': 'the chip, in other series; no such series of others',
  'other-run': 'the chip, in other runs',
};

function quantityRow(
  name: string,
  quantity: PredictedQuantity | null,
  format: (value: number) => string,
): string[] {
  if (!quantity) return [name, absent, absent, absent, absent, 'not predicted'];
  const { error } = quantity;
  return [
    name,
    format(quantity.low),
    format(quantity.central),
    format(quantity.high),
    error
      ? `${error.mapePercent.toFixed(0)}% (${error.devices} ${error.devices === 1 ? 'device' : 'devices'})`
      : quantity.group === 'seen'
        ? absent
        : 'not validated',
    seen[quantity.group],
  ];
}

const bytes = (value: number): string =>
  value >= 2 ** 30
    ? `${(value / 2 ** 30).toFixed(2)} GiB`
    : value >= 2 ** 20
      ? `${(value / 2 ** 20).toFixed(2)} MiB`
      : `${(value / 1024).toFixed(1)} KiB`;

function memoryLines({ memory, target, fits }: Prediction): readonly string[] {
  if (memory.memories.length === 0)
    return [
      target.class === 'npu'
        ? 'memory: not checked, how networks lie in the memories of an NPU is not known'
        : 'memory: not checked, the profile names none',
    ];
  const rows = memory.memories.map((need) => [
    need.name,
    bytes(need.neededBytes),
    bytes(need.availableBytes),
    bytes(need.weightBytes),
    bytes(need.arenaBytes),
    bytes(need.reservedBytes),
  ]);
  const heads = ['needed', 'there', 'weights', 'activations and buffers', 'code or stack (est.)'].map(right);
  const table = textTable([left('memory'), ...heads], rows);
  const { refusal } = memory;
  return refusal
    ? [
        ...table,
        ...wrap(
          `DOES NOT FIT: at ${refusal.layer} the ${refusal.memory} is full, ${bytes(refusal.neededBytes)} of ${bytes(refusal.availableBytes)} are needed; ${
            refusal.wouldFitWith
              ? `it would fit with ${refusal.wouldFitWith}`
              : `${bytes(refusal.neededBytes - refusal.availableBytes)} are missing, whatever the batch, precision and level`
          }`,
          columns,
        ),
      ]
    : [
        ...table,
        fits === null ? 'whether it fits is open: the profile names only one of its memories' : 'it fits',
      ];
}

function spentOn({ latencyMs, latencyMsByCause }: Prediction['layers'][number]): string {
  return Object.entries(latencyMsByCause)
    .filter(([, value]) => value >= latencyMs * 5e-3)
    .sort((a, b) => b[1] - a[1])
    .map(([cause, value]) => `${cause} ${formatPercent(value / latencyMs, 0)}`)
    .join(', ');
}

function layerLines(prediction: Prediction): readonly string[] {
  const total = prediction.latencyMs?.central ?? 0;
  const rows = prediction.layers.map((layer) => [
    layer.node,
    layer.kind,
    layer.macs > 0 ? formatSi(layer.macs, '').trimEnd() : absent,
    formatMs(layer.latencyMs),
    formatPercent(layer.latencyMs / total),
    layer.energyJ === null ? absent : formatSi(layer.energyJ, 'J'),
    layer.latencyMs > 0 ? spentOn(layer) : 'part of the kernel before it',
  ]);
  return textTable(
    [
      { ...left('layer'), widest: 36 },
      left('kind'),
      right('MACs'),
      right('time'),
      right('share'),
      right('energy'),
      left('spent on'),
    ],
    rows,
  );
}

function sustainedLines({ sustained, latencyMs }: Prediction): readonly string[] {
  if (!sustained) return [];
  const { throttlesAfterS, speedShare, settledC } = sustained;
  if (throttlesAfterS === null)
    return ['', `without a pause: settles at ${settledC.toFixed(0)} °C and never slows down`];
  const mean =
    latencyMs && speedShare > 0 ? `, ${formatMs(latencyMs.central / speedShare)} an inference` : '';
  return [
    '',
    ...wrap(
      `without a pause: slows down after ${throttlesAfterS.toFixed(0)} s, then keeps ${formatPercent(speedShare, 0)} of its speed${mean} (it would settle at ${settledC.toFixed(0)} °C)`,
      columns,
    ),
  ];
}

/** Share of the time and of the energy of each part of a period; states that are never reached are left out. */
function dutyLines({ dutyCycle, boundary }: Prediction): readonly string[] {
  if (!dutyCycle) return [];
  const { everyS, meanPowerW, dutyShare, restStates, batteryLifeDays } = dutyCycle;
  const periodJ = meanPowerW.central * everyS;
  const waking = restStates.reduce((sum, state) => sum + state.wakeEnergyJ, 0);
  const part = (name: string, share: number | null, joules: number) => [
    name,
    share === null ? absent : formatPercent(share, 2),
    formatSi(joules, 'J'),
    formatPercent(joules / periodJ),
  ];
  const days = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  return [
    '',
    `one inference every ${formatSi(everyS, 's')}: ${formatSi(meanPowerW.central, 'W')} on average (${formatSi(meanPowerW.low, 'W')} to ${formatSi(meanPowerW.high, 'W')}) at the ${boundary}, ${formatSi(dutyCycle.energyPerDayJ, 'J')} a day`,
    ...textTable(
      [left('part of a period'), right('time'), right('energy'), right('share')],
      [
        part('inference', dutyShare, dutyCycle.inferenceEnergyJ),
        ...restStates
          .filter((state) => state.timeShare > 0)
          .map((state) => part(`rest: ${state.name}`, state.timeShare, state.energyJ)),
        part(
          'waking',
          Math.max(0, 1 - restStates.reduce((sum, state) => sum + state.timeShare, dutyShare)),
          waking,
        ),
      ],
    ),
    ...(batteryLifeDays
      ? [
          `battery: ${days(batteryLifeDays.central)} days (${days(batteryLifeDays.low)} to ${days(batteryLifeDays.high)}), without its own losses and those of converters`,
        ]
      : []),
  ];
}

/** Published rows under the same runtime, and how many there are under others. */
function publishedLines({ published, runtime }: Prediction): readonly string[] {
  if (published.length === 0) return [];
  const same = published.filter((row) => row.runtime === runtime);
  const others = published.length - same.length;
  const rest = others > 0 ? `${others} under other runtimes (--json has them)` : '';
  if (same.length === 0) return ['', `published for this board and network: ${rest}`];
  const rows = same.map((row) => [
    [
      row.scenario,
      ...(row.accelerators > 1 ? [`${row.accelerators} chips`] : []),
      ...(row.threads ? [`threads ${row.threads}`] : []),
      ...(row.mode ? [row.mode] : []),
    ].join(', '),
    row.clockMhz === null ? absent : `${row.clockMhz} MHz`,
    row.supplyV === null ? absent : `${row.supplyV} V`,
    formatMs(row.latencyMs),
    row.throughputPerS === null ? absent : `${formatSi(row.throughputPerS, '').trimEnd()}/s`,
    row.powerW === null ? absent : formatSi(row.powerW, 'W'),
    row.energyJ === null ? absent : formatSi(row.energyJ, 'J'),
    row.source.split(/[:;]/)[0]!,
  ]);
  const heads = ['clock', 'supply', 'latency', 'throughput', 'power', 'energy'].map(right);
  return [
    '',
    `published for this board, network and runtime${rest ? `, and ${rest}` : ''}:`,
    ...textTable([left('how'), ...heads, left('source')], rows),
  ];
}

/** The text of `sparsewatt predict`, as lines. */
export function renderPrediction(prediction: Prediction): readonly string[] {
  const { network, target } = prediction;
  const asked = [
    `runtime ${prediction.runtime}`,
    prediction.precision,
    `batch ${prediction.batch}`,
    prediction.scenario,
    ...(prediction.clockMhz ? [`${prediction.clockMhz} MHz`] : []),
    ...(prediction.supplyV ? [`${prediction.supplyV} V ${prediction.regulator ?? ''}`.trimEnd()] : []),
    ...(prediction.threads ? [`threads ${prediction.threads}`] : []),
    ...(prediction.mode ? [`mode ${prediction.mode}`] : []),
  ];
  const perSecond = (value: number) => `${formatSi(value, '').trimEnd()}/s`;
  const quantities = [
    quantityRow('latency', prediction.latencyMs, formatMs),
    ...(prediction.throughputPerS ? [quantityRow('kept busy', prediction.throughputPerS, perSecond)] : []),
    quantityRow('power', prediction.powerW, (value) => formatSi(value, 'W')),
    quantityRow('energy', prediction.energyJ, (value) => formatSi(value, 'J')),
  ];
  const lines = [
    ...wrap(
      `${network.id} (${formatSi(network.macs, '').trimEnd()} MACs, ${formatSi(network.params, '').trimEnd()} parameters) on ${target.name}`,
      columns,
    ),
    ...wrap(`${asked.join(', ')}; energy at the ${prediction.boundary}`, columns),
    '',
    ...textTable(
      [
        left(
          prediction.batch > 1 && (prediction.scenario === 'SingleStream' || !prediction.throughputPerS)
            ? `a batch of ${prediction.batch}`
            : 'one inference',
        ),
        right('low'),
        right('central'),
        right('high'),
        right('error left out'),
        left('what was seen'),
      ],
      quantities,
    ),
    '',
    ...memoryLines(prediction),
  ];
  if (prediction.layers.length > 0) lines.push('', ...layerLines(prediction));
  const causes = Object.entries(prediction.energyByCause).sort((a, b) => b[1] - a[1]);
  if (causes.length > 0)
    lines.push(
      '',
      `energy by cause: ${causes.map(([cause, value]) => `${cause} ${formatSi(value, 'J')}`).join(', ')}`,
    );
  lines.push(...publishedLines(prediction));
  lines.push(...sustainedLines(prediction));
  lines.push(...dutyLines(prediction));
  const grade = prediction.grades.worst;
  lines.push('', `worst grade among the numbers of profile and core family: ${grade}`);
  for (const note of prediction.notes) lines.push(...wrap(`note: ${note}`, columns));
  return lines;
}
