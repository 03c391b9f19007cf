import type { NeuroBenchMetrics } from '../../targets/neuromorphic/chip/measure-neurobench.ts';
import type { OpenedSpikes } from '../../targets/neuromorphic/chip/open-spike-job.ts';
import type { SpikeOutcome } from '../../targets/neuromorphic/chip/simulate-network.ts';
import type { SpikeInterval } from './spike-interval.ts';

/** How a run of spikes was asked for. */
export interface SpikeQuestion {
  readonly file: string;
  readonly target: string;
  readonly timing: string;
  readonly seed: number;
  readonly input: string;
  readonly host: boolean;
}

/** What `sparsewatt spikes` says, as data. Energies in J and times in s; null is not known. */
export interface SpikeSummary extends SpikeQuestion {
  readonly schemaVersion: '1.0';
  readonly chip: {
    readonly name: string;
    readonly boundary: string;
    readonly grade: string | null;
    readonly unknown: readonly string[];
    readonly cores: number;
  };
  readonly network: { readonly name: string; readonly neurons: number; readonly synapses: number };
  readonly placement: {
    readonly by: 'file' | 'mapper';
    readonly cores: number;
    readonly tiles: number;
    readonly mostNeuronsOnACore: number;
    /** Hops if every neuron fires once: in the order of the neurons, and as placed; null where the file places. */
    readonly hopsInOrder: number | null;
    readonly hops: number | null;
  };
  /** Populations whose incoming weights were rounded. */
  readonly quantised: OpenedSpikes['quantised'];
  readonly steps: number;
  readonly counts: SpikeOutcome['dynamic']['counts'];
  readonly silentNeurons: number;
  readonly time: SpikeOutcome['time'] | null;
  readonly slowestStepS: number | null;
  readonly lateSteps: number;
  readonly blockedMessages: number | null;
  readonly energy: {
    readonly synapsesJ: number | null;
    readonly dendritesJ: number;
    readonly somasJ: number | null;
    readonly messagesJ: number | null;
    readonly dynamicJ: number | null;
    readonly staticJ: number | null;
    readonly hostJ: number | null;
    /** Of the parts that are known. */
    readonly knownJ: number;
  };
  /** null where it was not asked for. */
  readonly interval: SpikeInterval | null;
  /** Of the network alone, by NeuroBench's definitions; null where it was not asked for. */
  readonly neuroBench: NeuroBenchMetrics | null;
}

export function spikeSummary(
  { graph, design, target, mapping, quantised }: OpenedSpikes,
  { network, steps, record, time, lateSteps, dynamic, staticJ, hostJ, blocked }: SpikeOutcome,
  question: SpikeQuestion,
): SpikeSummary {
  const unknown = target?.unknown ?? [];
  const known = (what: string, joules: number): number | null => (unknown.includes(what) ? null : joules);
  const timed = target?.timeKnown ?? true;
  const synapsesJ = known('synaptic events', dynamic.synapsesJ);
  const somasJ = known('neuron updates', dynamic.somasJ);
  const messagesJ = known('messages', dynamic.messagesJ);
  const parts = [synapsesJ, somasJ, messagesJ, dynamic.dendritesJ];
  const dynamicJ = parts.every((part) => part === null || (part === dynamic.dendritesJ && part === 0))
    ? null
    : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  const ofStatic = timed ? staticJ : null;
  let mostNeurons = 0;
  for (let core = 0; core < network.coreStart.length - 1; core++)
    mostNeurons = Math.max(mostNeurons, network.coreStart[core + 1]! - network.coreStart[core]!);
  return {
    schemaVersion: '1.0',
    ...question,
    chip: {
      name: target?.name ?? design.name,
      boundary: target?.boundary ?? 'chip',
      grade: target?.grade ?? null,
      unknown: target ? unknown : ['static power'],
      cores: design.coreKind.length,
    },
    network: { name: graph.name, neurons: network.neurons, synapses: network.target.length },
    placement: {
      by: mapping ? 'mapper' : 'file',
      cores: network.usedCores,
      tiles: network.usedTiles,
      mostNeuronsOnACore: mostNeurons,
      hopsInOrder: mapping?.hopsInOrder ?? null,
      hops: mapping?.hops ?? null,
    },
    quantised,
    steps,
    counts: dynamic.counts,
    silentNeurons: record.spikesOf.reduce((sum, n) => sum + (n === 0 ? 1 : 0), 0),
    time: timed ? time : null,
    slowestStepS: timed ? record.stepS.reduce((most, s) => Math.max(most, s), 0) : null,
    lateSteps,
    blockedMessages: timed ? blocked : null,
    energy: {
      synapsesJ,
      dendritesJ: dynamic.dendritesJ,
      somasJ,
      messagesJ,
      dynamicJ,
      staticJ: ofStatic,
      hostJ: question.host ? hostJ : null,
      knownJ: (dynamicJ ?? 0) + (ofStatic ?? 0) + hostJ,
    },
    interval: null,
    neuroBench: null,
  };
}
