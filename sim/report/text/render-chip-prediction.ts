import type { PredictedRange } from '../../calibration/class-model.ts';
import type { ChipPrediction } from '../../predict/chip/chip-prediction.ts';
import { absent, formatMs, formatPercent, formatSi } from '../format-quantity.ts';
import { textTable } from '../text-table.ts';
import { wrap } from './wrap.ts';

const columns = 100;
const count = (n: number): string => Math.round(n).toLocaleString('en');

/** A prediction of one inference on a neuromorphic chip, as text. */
export function renderChipPrediction(p: ChipPrediction): readonly string[] {
  const { network, target, runtime, steps, placement } = p;
  const form = [
    ...(runtime === null ? [] : [`runtime ${runtime}`]),
    ...(network.point === null ? [] : [`point ${network.point}`]),
    ...(p.fits ? [`${count(steps)} steps`, `input: ${p.input}`] : []),
  ];
  const head = [`${network.id} on ${target.name}`, `${form.join(', ')}; energy at the ${p.boundary}`, ''];
  if (!placement) return [...head, ...wrap(`DOES NOT FIT: ${p.refusal}`, columns)];
  const range = (name: string, of: PredictedRange | null, format: (value: number) => string) =>
    of === null
      ? [name, absent, absent, absent, 'not known']
      : [name, format(of.low), format(of.central), format(of.high), p.grade];
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const left = (title: string) => ({ title, align: 'left' }) as const;
  const { accuracy, counts } = p;
  return [
    ...head,
    ...textTable(
      [
        left(p.inputs > 1 ? `one inference, mean of ${p.inputs}` : 'one inference'),
        right('low'),
        right('central'),
        right('high'),
        left('worst grade'),
      ],
      [
        range('latency', p.latencyMs, formatMs),
        range('energy that is known', p.energyJ, (j) => formatSi(j, 'J')),
      ],
    ),
    `interval: of the constants, ${p.constants.withInterval} of ${p.constants.all} have one`,
    ...(p.unknown.length > 0 ? [`not known, and in no number: ${p.unknown.join(', ')}`] : []),
    '',
    `${count(network.neurons)} neurons, ${count(network.synapses)} synapses on ${count(placement.cores)} of ${count(placement.ofCores)} cores, ${formatSi(placement.synapseBytes, 'B')} of synapses`,
    ...(counts
      ? [
          `spikes ${count(counts.spikes)}, neuron updates ${count(counts.updates)}, messages ${count(counts.messages)}, hops ${count(counts.hops)}, synaptic events ${count(counts.synapticEvents)}`,
        ]
      : []),
    ...causeLine(p),
    ...(p.meanPowerW === null
      ? []
      : [`mean power ${formatSi(p.meanPowerW, 'W')}, at rest ${formatSi(p.restPowerW, 'W')} (cores gated)`]),
    ...(accuracy
      ? [
          `accuracy on ${accuracy.samples} test images: ${formatPercent(accuracy.value)} (${formatPercent(accuracy.low)} to ${formatPercent(accuracy.high)}), before conversion ${formatPercent(accuracy.before)}`,
        ]
      : []),
    'not validated: no published row of this chip gives counts of spikes',
    ...p.notes.flatMap((note) => wrap(note, columns)),
  ];
}

function causeLine({ energyByCause, energyJ }: ChipPrediction): readonly string[] {
  if (!energyByCause || !energyJ) return [];
  const parts = Object.entries(energyByCause)
    .filter((entry): entry is [string, number] => entry[1] !== null && entry[1] > 0)
    .map(([cause, joules]) => `${cause} ${formatSi(joules, 'J')}`);
  return parts.length > 0 ? [`energy by cause: ${parts.join(', ')}`] : [];
}
