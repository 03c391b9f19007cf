import type { Interval } from '../../targets/target.ts';
import { absent, formatPercent, formatSi, threeDigits } from '../format-quantity.ts';
import { textTable } from '../text-table.ts';
import type { SpikeSummary } from './spike-summary.ts';

const count = (n: number): string => Math.round(n).toLocaleString('en');

/** What a run of spikes cost, as lines. */
export function renderSpikes(s: SpikeSummary): string[] {
  const { counts, time, energy, placement, chip, network } = s;
  const hops = counts.hops.north + counts.hops.east + counts.hops.south + counts.hops.west;
  const perStep = (n: number) => (n / s.steps).toLocaleString('en', { maximumFractionDigits: 1 });
  const rows: [string, number][] = [
    ['neuron updates', counts.updates],
    ['spikes', counts.spikes],
    ['messages', counts.messages],
    ['hops between tiles', hops],
    ['synaptic events', counts.synapticEvents],
  ];
  const joules = ([name, value]: readonly [string, number | null]) => [
    name,
    value === null ? 'not known' : formatSi(value, 'J'),
    value === null || energy.knownJ === 0 ? '' : formatPercent(value / energy.knownJ),
  ];
  const energyRows: (readonly [string, number | null])[] = [
    ['synaptic events', energy.synapsesJ],
    ['neurons', energy.somasJ],
    ['messages', energy.messagesJ],
    ...(energy.dendritesJ > 0 ? [['dendrites', energy.dendritesJ] as const] : []),
    ['static power', energy.staticJ],
    ...(energy.hostJ === null ? [] : [['embedded processor', energy.hostJ] as const]),
  ];
  const left = [
    { title: '', align: 'left' },
    { title: 'in all', align: 'right' },
    { title: 'a step', align: 'right' },
  ] as const;
  return [
    `${network.name || s.file}: ${count(network.neurons)} neurons, ${count(network.synapses)} synapses`,
    `on ${chip.name}: ${count(placement.cores)} of ${count(chip.cores)} cores, ${count(placement.tiles)} tiles, at most ${count(placement.mostNeuronsOnACore)} neurons a core`,
    placement.by === 'mapper'
      ? `placed by the mapper: ${count(placement.hops!)} hops if every neuron fires once (${count(placement.hopsInOrder!)} in plain order)`
      : 'placed as the file says',
    ...s.quantised.map(
      (q) =>
        `weights into ${q.population} rounded: scaled by ${threeDigits(q.factor)}, error ${formatPercent(q.relativeError)} of their size`,
    ),
    `${count(s.steps)} steps, input ${s.input}, timing ${s.timing}`,
    '',
    ...textTable(
      left,
      rows.map(([name, n]) => [name, count(n), perStep(n)]),
    ),
    `${count(s.silentNeurons)} neurons never fired`,
    '',
    ...timeLines(s),
    '',
    ...textTable(
      [
        { title: 'energy', align: 'left' },
        { title: '', align: 'right' },
        { title: '', align: 'right' },
      ],
      [...energyRows.map(joules), joules(['known in all', energy.knownJ])],
    ),
    `boundary: ${chip.boundary}; constants: ${chip.grade ?? 'of the architecture file'}${chip.unknown.length > 0 ? `; not known: ${chip.unknown.join(', ')}` : ''}`,
    ...intervalLines(s),
    ...(time && energy.knownJ > 0 && time.totalS > 0
      ? [`mean power of what is known: ${formatSi(energy.knownJ / time.totalS, 'W')}`]
      : []),
    ...(energy.hostJ === null && chip.grade !== null
      ? ['host and input/output are not included (--host)']
      : []),
    ...neuroBenchLines(s),
  ];
}

function intervalLines({ interval }: SpikeSummary): string[] {
  if (!interval) return [];
  const { timeS, knownJ, dynamicJ, constants } = interval;
  const range = (of: Interval, unit: string) => `${formatSi(of.low, unit)} to ${formatSi(of.high, unit)}`;
  return [
    `interval of the constants: ${[
      ...(timeS ? [`time ${range(timeS, 's')}`] : []),
      ...(dynamicJ ? [`events ${range(dynamicJ, 'J')}`] : []),
      `known in all ${range(knownJ, 'J')}`,
    ].join(', ')} (${constants.withInterval} of ${constants.all} constants have one)`,
  ];
}

function neuroBenchLines({ neuroBench: metrics, steps }: SpikeSummary): string[] {
  if (!metrics) return [];
  const { footprintBytes, connectionSparsity, activationSparsity, denseOperations } = metrics;
  const rows: [string, string][] = [
    ['footprint', formatSi(footprintBytes, 'B')],
    ['connection sparsity', formatPercent(connectionSparsity)],
    ['activation sparsity', formatPercent(activationSparsity)],
    ['synaptic operations, dense', count(denseOperations)],
    ['effective, multiply-accumulates', count(metrics.effectiveMacs)],
    ['effective, accumulates', count(metrics.effectiveAcs)],
    ['membrane updates', count(metrics.membraneUpdates)],
  ];
  return [
    '',
    ...textTable(
      [
        { title: `NeuroBench, one sample of ${count(steps)} steps`, align: 'left' },
        { title: '', align: 'right' },
      ],
      rows,
    ),
  ];
}

function timeLines(summary: SpikeSummary): string[] {
  const { time, steps, slowestStepS, lateSteps, blockedMessages, timing } = summary;
  if (!time) return [`time: not known (${absent}): no time of an event was published for this chip`];
  const parts: (readonly [string, number])[] = [
    ['neurons and messages', time.meshS],
    ['barrier', time.barrierS],
    [timing === 'clockless' ? 'nothing to do until the next input' : 'waiting for the tick', time.waitS],
    ['host between steps', time.hostS],
  ];
  return [
    `time: ${formatSi(time.totalS, 's')}, ${formatSi(time.totalS / steps, 's')} a step (slowest ${formatSi(slowestStepS!, 's')})`,
    `  ${parts
      .filter(([, seconds]) => seconds > 0)
      .map(([name, seconds]) => `${name} ${formatSi(seconds, 's')}`)
      .join(', ')}`,
    ...(lateSteps > 0 ? [`  ${count(lateSteps)} steps took longer than the tick`] : []),
    ...(blockedMessages ? [`  ${count(blockedMessages)} messages waited for a full route`] : []),
  ];
}
