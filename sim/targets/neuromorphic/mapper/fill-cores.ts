import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { SynapseRow } from '../chip/synapse-row.ts';
import { incoming } from './incoming.ts';

/** Neurons in groups that each fit one core. */
export interface Clusters {
  readonly count: number;
  readonly clusterOf: Uint32Array;
  readonly neurons: readonly number[];
  readonly synapses: readonly number[];
  /** Which limit closed most cores, in words. */
  readonly why: string;
  /** What no core can hold; null where all fits. */
  readonly fault: string | null;
}

/** Bytes of one synapse in a list: its weight in whole bytes, and one more for its target. */
const bytesOf = (weightBits: number | null): number => Math.ceil((weightBits ?? 8) / 8) + 1;

/**
 * Fills cores with neurons, population by population, until a limit stops it. Shared kernels are stored once a core: a
 * convolution costs its kernels there, not its synapses.
 * @param fill share of the neurons that a core may hold
 */
export function fillCores(
  graph: SpikingGraph,
  { id, limits, weightBits, design }: ChipTarget,
  fill: number,
): Clusters {
  const neurons = graph.populations.reduce((sum, { size }) => sum + size, 0);
  const clusterOf = new Uint32Array(neurons);
  // Where software decides how many neurons a core holds, all cores share them.
  const most =
    limits.neurons === null
      ? Math.ceil(neurons / design.coreKind.length)
      : Math.max(1, Math.floor(limits.neurons * fill));
  const { fanIn, sources, start, listed } = incoming(graph, limits.axonsIn !== null);
  const seen = new Int32Array(limits.axonsIn !== null ? neurons : 0).fill(-1);
  const bytes = bytesOf(weightBits);
  const perCluster: number[] = [];
  const synapsesOf: number[] = [];
  const closed = new Map<string, number>();
  let cluster = -1;
  let used = { neurons: 0, synapses: 0, bytes: 0, axons: 0 };
  let population = -1;
  const open = () => {
    cluster++;
    used = { neurons: 0, synapses: 0, bytes: 0, axons: 0 };
    population = -1;
    perCluster.push(0);
    synapsesOf.push(0);
  };
  const fault = fanFault(graph, id, limits.fanOut);
  open();
  let neuron = 0;
  let first = 0;
  for (let p = 0; p < graph.populations.length; p++) {
    const { size, shape } = graph.populations[p]!;
    const kernels = graph.projections.reduce(
      (sum, { to, synapses }) => sum + (to === p && synapses.kind === 'conv' ? synapses.weight.length : 0),
      0,
    );
    for (let i = 0; i < size; i++) {
      const local = fillOrder(shape, i);
      neuron = first + local;
      let fresh = countFresh(neuron);
      let kernelBytes = population === p ? 0 : kernels * (bytes - 1);
      let why = stops(fresh, kernelBytes);
      if (why && used.neurons > 0) {
        closed.set(why, (closed.get(why) ?? 0) + 1);
        open();
        fresh = countFresh(neuron);
        kernelBytes = kernels * (bytes - 1);
        why = stops(fresh, kernelBytes);
      }
      if (why)
        return {
          ...result(),
          fault: `${nameOf(p, local)} alone needs more than a core of ${id} has: ${why}.`,
        };
      take(neuron, fresh, kernelBytes);
      population = p;
    }
    first += size;
  }
  return { ...result(), fault };

  function take(n: number, fresh: number, kernelBytes: number): void {
    clusterOf[n] = cluster;
    perCluster[cluster]!++;
    synapsesOf[cluster]! += fanIn[n]!;
    used.neurons++;
    used.synapses += fanIn[n]!;
    used.bytes += listed[n]! * bytes + kernelBytes;
    used.axons += fresh;
    if (limits.axonsIn !== null) for (let k = start[n]!; k < start[n + 1]!; k++) seen[sources[k]!] = cluster;
  }

  /** Sources of a neuron that the open core does not hear yet. */
  function countFresh(n: number): number {
    if (limits.axonsIn === null) return 0;
    let fresh = 0;
    for (let k = start[n]!; k < start[n + 1]!; k++) if (seen[sources[k]!] !== cluster) fresh++;
    return fresh;
  }

  function stops(fresh: number, kernelBytes: number): string | null {
    if (used.neurons + 1 > most)
      return `${most} neurons a core${fill < 1 ? `, ${fill * 100}% of its ${limits.neurons}` : ''}`;
    const synapses = used.synapses + fanIn[neuron]!;
    if (limits.synapses !== null && synapses > limits.synapses)
      return `${synapses} synapses for ${limits.synapses} a core`;
    const memory = used.bytes + listed[neuron]! * bytes + kernelBytes;
    if (limits.synapseBytes !== null && memory > limits.synapseBytes)
      return `${memory} bytes of synapses for ${limits.synapseBytes} a core`;
    const axons = used.axons + fresh;
    if (limits.axonsIn !== null && axons > limits.axonsIn)
      return `${axons} incoming axons for ${limits.axonsIn} a core`;
    return null;
  }

  function nameOf(p: number, i: number): string {
    return `neuron ${i} of ${graph.populations[p]!.name}`;
  }

  function result(): Omit<Clusters, 'fault'> {
    const [why] = [...closed].sort((a, b) => b[1] - a[1]);
    return {
      count: perCluster.length,
      clusterOf,
      neurons: perCluster,
      synapses: synapsesOf,
      why: why?.[0] ?? 'one core holds all',
    };
  }
}

/**
 * Neurons of a convolution position by position, all channels of one together: neighbours hear the same neurons, so a core
 * of them has few incoming axons. @returns the i-th neuron to place
 */
function fillOrder(shape: readonly number[], i: number): number {
  if (shape.length !== 3) return i;
  const [channels, height, width] = shape as [number, number, number];
  return (i % channels) * height * width + Math.floor(i / channels);
}

/** The first neuron that sends to more synapses than the chip allows. */
function fanFault(graph: SpikingGraph, id: string, most: number | null): string | null {
  if (most === null) return null;
  const row = new SynapseRow(graph);
  for (let p = 0; p < graph.populations.length; p++)
    for (let i = 0; i < graph.populations[p]!.size; i++) {
      let fanOut = 0;
      graph.projections.forEach(({ from }, projection) => {
        if (from !== p) return;
        row.read(projection, i);
        fanOut += row.count;
      });
      if (fanOut > most)
        return `neuron ${i} of ${graph.populations[p]!.name} sends to ${fanOut} synapses; ${id} allows ${most}.`;
    }
  return null;
}
