import { ChromeTrace } from '../../engine/trace/chrome-trace.ts';
import type { OpenedSpikes } from '../../targets/neuromorphic/chip/open-spike-job.ts';
import type { SpikeOutcome } from '../../targets/neuromorphic/chip/simulate-network.ts';
import { coreMapSvg } from './core-map-svg.ts';
import { rasterSvg } from './raster-svg.ts';
import type { SpikeSummary } from './spike-summary.ts';

type Write = (piece: string) => void;

/** Steps in a trace at most: viewers open files of some 50 MB. */
const mostSteps = 50_000;

/** The files of a run of spikes by name, each as something that writes it. */
export function spikeFiles(
  opened: OpenedSpikes,
  outcome: SpikeOutcome,
  summary: SpikeSummary,
): readonly (readonly [name: string, write: (write: Write) => void])[] {
  const title = `${summary.network.name || summary.file} on ${summary.chip.name}, ${summary.steps} steps`;
  return [
    ['raster.svg', (write) => write(raster(outcome, title, coreName(opened)))],
    ['cores.svg', (write) => write(coreMap(opened, outcome, title))],
    ['trace.json', (write) => trace(opened, outcome, summary, write)],
    ['spikes.csv', (write) => spikesCsv(opened, outcome, write)],
  ];
}

/** Cores by tile and place, as SANA-FE writes them. */
const coreName =
  ({ design }: OpenedSpikes) =>
  (core: number): string =>
    `${design.coreTile[core]}.${design.coreSlot[core]}`;

function usedCores({ network }: SpikeOutcome): number[] {
  return Array.from({ length: network.coreStart.length - 1 }, (_, core) => core).filter(
    (core) => network.coreStart[core] !== network.coreStart[core + 1],
  );
}

function raster(outcome: SpikeOutcome, title: string, name: (core: number) => string): string {
  const { network, record, steps } = outcome;
  return rasterSvg({
    title: record.left > 0 ? `${title} (the first ${record.kept} spikes)` : title,
    steps,
    neurons: network.neurons,
    step: record.keptStep.subarray(0, record.kept),
    row: record.keptSlot.subarray(0, record.kept),
    cores: usedCores(outcome).map((core) => ({ firstRow: network.coreStart[core]!, name: name(core) })),
  });
}

function coreMap(opened: OpenedSpikes, outcome: SpikeOutcome, title: string): string {
  const { design } = opened;
  const { spikes, events, messagesIn } = outcome.record.perCore();
  const { coreStart } = outcome.network;
  const name = coreName(opened);
  return coreMapSvg({
    title,
    quantity: 'synaptic events',
    width: design.width,
    height: design.height,
    cores: Array.from(design.coreTile, (tile, core) => ({
      tile,
      slot: design.coreSlot[core]!,
      value: events[core]!,
      used: coreStart[core] !== coreStart[core + 1],
      text: `core ${name(core)}: ${coreStart[core + 1]! - coreStart[core]!} neurons, ${spikes[core]} spikes, ${messagesIn[core]} messages in, ${events[core]} synaptic events`,
    })),
  });
}

function trace(opened: OpenedSpikes, outcome: SpikeOutcome, summary: SpikeSummary, write: Write): void {
  const { record } = outcome;
  const steps = Math.min(outcome.steps, mostSteps);
  const { file, target, timing, seed, input } = summary;
  const chrome = new ChromeTrace(write, { file, target, timing, seed, input, steps: outcome.steps });
  const process = chrome.process(summary.chip.name, 0);
  const track = chrome.track(process, opened.graph.name || file, 0);
  const counters = (['spikes', 'messages', 'events'] as const).map(
    (name) =>
      [chrome.counter(process, name === 'events' ? 'synaptic events' : name, '1'), record[name]] as const,
  );
  // A step of unknown time is drawn as one microsecond.
  let ns = 0;
  for (let step = 0; step < steps; step++) {
    const from = Math.round(ns);
    // Every step takes a nanosecond at least, so that counters go forward.
    ns = Math.max(from + 1, ns + (summary.time ? record.stepS[step]! * 1e9 : 1000));
    const args = {
      spikes: record.spikes[step]!,
      messages: record.messages[step]!,
      events: record.events[step]!,
    };
    chrome.slice(track, `step ${step}`, from, Math.round(ns) - from, args);
    for (const [counter, values] of counters) chrome.count(counter, from, values[step]!);
  }
  chrome.end();
}

function spikesCsv({ graph }: OpenedSpikes, { network, record }: SpikeOutcome, write: Write): void {
  const names: string[] = [];
  const first: number[] = [];
  let neurons = 0;
  for (const { name, size } of graph.populations) {
    names.push(name);
    first.push(neurons);
    neurons += size;
  }
  write('step,population,neuron\n');
  let lines = '';
  for (let i = 0; i < record.kept; i++) {
    const neuron = network.neuronOfSlot[record.keptSlot[i]!]!;
    let population = first.length - 1;
    while (first[population]! > neuron) population--;
    lines += `${record.keptStep[i]},${names[population]},${neuron - first[population]!}\n`;
    if (lines.length > 65536) {
      write(lines);
      lines = '';
    }
  }
  write(lines);
}
