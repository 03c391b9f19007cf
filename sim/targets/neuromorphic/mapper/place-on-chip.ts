import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError } from '../../../schema/input-error.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import { arrangeClusters } from './arrange-clusters.ts';
import { type Clusters, fillCores } from './fill-cores.ts';
import { trafficBetween } from './traffic-between.ts';

/** A placement, and what the search for it found. */
export interface Mapping {
  readonly placement: ChipPlacement;
  readonly cores: readonly PlacedCore[];
  /** Hops of all messages if every neuron fires once: in the order of the neurons, and as placed. */
  readonly hopsInOrder: number;
  readonly hops: number;
}

export interface PlacedCore {
  readonly core: number;
  readonly tile: number;
  readonly neurons: number;
  readonly synapses: number;
  readonly synapseBytes: number;
  readonly axonsIn: number;
  readonly axonsOut: number;
}

/** Fills of a core that are tried in turn, where the messages that leave its neurons are too many. */
const fills = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1];

/**
 * Places a network on the cores of a chip under its limits: neurons in order, as many a core as fit, then cores on the mesh
 * so that messages travel few hops.
 * @param fill share of a core's neurons that may be used: fewer neurons a core take more cores and shorter steps
 * @param apart by neuron, 1 where it shares no core with others; null: no matter which do
 * @throws InputError E_DOES_NOT_FIT with the numbers of what is too much
 */
export function placeOnChip(
  graph: SpikingGraph,
  target: ChipTarget,
  fill = 1,
  apart: Uint8Array | null = null,
): Mapping {
  const cores = target.design.coreKind.length;
  const refuse = (message: string, hint: string) =>
    new InputError([{ file: '', line: 0, column: 0, code: 'E_DOES_NOT_FIT', path: '', message, hint }]);
  let last = '';
  for (const share of fills) {
    const clusters = fillCores(graph, target, fill * share, apart);
    if (clusters.fault) throw refuse(clusters.fault, 'No placement can help: the network has to change.');
    if (clusters.count > cores) {
      last ||= `${target.id} has ${cores} cores; ${graph.name || 'the network'} needs ${clusters.count} (${clusters.why}).`;
      break;
    }
    const traffic = trafficBetween(graph, clusters);
    const most = Math.max(0, ...traffic.axonsOut);
    if (target.limits.axonsOut === null || most <= target.limits.axonsOut) return arrange(clusters, traffic);
    last = `the neurons of one core send ${most} messages when all fire; ${target.id} has ${target.limits.axonsOut} outgoing axons a core.`;
  }
  throw refuse(last, 'Prune the network, split its layers, or take a larger chip.');

  function arrange(clusters: Clusters, traffic: ReturnType<typeof trafficBetween>): Mapping {
    const { coreOf, hopsInOrder, hops } = arrangeClusters(clusters.count, traffic, target.design);
    const placement: ChipPlacement = {
      core: clusters.clusterOf.map((cluster) => coreOf[cluster]!),
      order: orderBy(clusters.clusterOf, coreOf),
      soma: null,
      dendrite: null,
      synapse: synapseUnits(graph, target),
      forced: null,
    };
    return {
      placement,
      cores: Array.from({ length: clusters.count }, (_, cluster) => ({
        core: coreOf[cluster]!,
        tile: target.design.coreTile[coreOf[cluster]!]!,
        neurons: clusters.neurons[cluster]!,
        synapses: clusters.synapses[cluster]!,
        synapseBytes: clusters.bytes[cluster]!,
        axonsIn: traffic.axonsIn[cluster]!,
        axonsOut: traffic.axonsOut[cluster]!,
      })).sort((a, b) => a.core - b.core),
      hopsInOrder,
      hops,
    };
  }
}

/** By neuron the unit that reads the synapses ending at it, where the chip tells kernels, lists and plain rows apart. */
function synapseUnits(graph: SpikingGraph, { design }: ChipTarget): Uint16Array | null {
  const names = design.kinds[0]!.synapses.map(({ name }) => name);
  if (names.length === 1) return null;
  const unitOf = { conv: 'conv', lists: 'sparse', dense: 'dense' } as const;
  const units = graph.populations.map(({ size }, p) => {
    const kinds = graph.projections.filter(({ to }) => to === p).map(({ synapses }) => synapses.kind);
    // Of several kinds of projection into one population, the dearest to store stands for all.
    const kind = kinds.includes('lists')
      ? 'lists'
      : kinds.includes('dense')
        ? 'dense'
        : (kinds[0] ?? 'dense');
    return new Uint16Array(size).fill(Math.max(0, names.indexOf(unitOf[kind])));
  });
  const all = new Uint16Array(units.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const unit of units) {
    all.set(unit, at);
    at += unit.length;
  }
  return all;
}

/** Neurons by core, those of one core in their own order. */
function orderBy(clusterOf: Uint32Array, coreOf: Uint32Array): Uint32Array {
  const cores = coreOf.reduce((most, core) => Math.max(most, core), 0) + 1;
  const next = new Uint32Array(cores + 1);
  for (const cluster of clusterOf) next[coreOf[cluster]! + 1]!++;
  for (let core = 0; core < cores; core++) next[core + 1]! += next[core]!;
  const order = new Uint32Array(clusterOf.length);
  for (let neuron = 0; neuron < clusterOf.length; neuron++)
    order[next[coreOf[clusterOf[neuron]!]!]!++] = neuron;
  return order;
}
