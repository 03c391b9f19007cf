import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { SynapseRow } from '../chip/synapse-row.ts';
import { incoming } from './incoming.ts';
import { sharedCores } from './shared-cores.ts';

/** Neurons in groups that each fit one core. */
export interface Clusters {
  readonly count: number;
  readonly clusterOf: Uint32Array;
  readonly neurons: readonly number[];
  readonly synapses: readonly number[];
  /** Bytes of synapse memory, kernels once. */
  readonly bytes: readonly number[];
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
 * @param apart by neuron, 1 where it shares no core with others; null: no matter which do
 */
export function fillCores(
  graph: SpikingGraph,
  { id, limits, weightBits, design }: ChipTarget,
  fill: number,
  apart: Uint8Array | null = null,
): Clusters {
  const neurons = graph.populations.reduce((sum, { size }) => sum + size, 0);
  const clusterOf = new Uint32Array(neurons);
  // Where software decides how many neurons a core holds, all cores share them.
  const spread = limits.neurons === null ? sharedCores(runsOf(graph, apart), design.coreKind.length) : null;
  const kept = limits.neurons === null && spread === null ? null : apart;
  const most =
    limits.neurons === null
      ? (spread ?? Math.ceil(neurons / design.coreKind.length))
      : Math.max(1, Math.floor(limits.neurons * fill));
  const { fanIn, sources, start, listed } = incoming(graph, limits.axonsIn !== null);
  const seen = new Int32Array(limits.axonsIn !== null ? neurons : 0).fill(-1);
  const bytes = bytesOf(weightBits);
  const perCluster: number[] = [];
  const synapsesOf: number[] = [];
  const bytesPerCluster: number[] = [];
  const closed = new Map<string, number>();
  let cluster = -1;
  const empty = { neurons: 0, synapses: 0, bytes: 0, axons: 0, layers: 0 };
  let used = { ...empty };
  let population = -1;
  /** Channels of that population whose kernels the open core holds. */
  const stored = new Set<number>();
  const open = () => {
    cluster++;
    used = { ...empty };
    population = -1;
    perCluster.push(0);
    synapsesOf.push(0);
    bytesPerCluster.push(0);
  };
  const fault = fanFault(graph, id, limits.fanOut);
  open();
  let neuron = 0;
  let before = 0;
  let first = 0;
  for (let p = 0; p < graph.populations.length; p++) {
    const { size, shape } = graph.populations[p]!;
    const kernels = graph.projections.reduce(
      (sum, { to, synapses }) =>
        sum + (to === p && synapses.kind === 'conv' ? synapses.weight.length * (bytes - 1) : 0),
      0,
    );
    const shared = sharedBytes(graph, p, bytes);
    const groups =
      Math.ceil(shared.reduce((sum, n) => sum + n, 0) / (limits.synapseBytes ?? Number.POSITIVE_INFINITY)) ||
      1;
    const order = inOrder(size, (i) => fillOrder(shape, i, groups), kept?.subarray(first, first + size));
    for (const local of order) {
      neuron = first + local;
      if (kept && used.neurons > 0 && kept[neuron] !== kept[before]) open();
      before = neuron;
      let fresh = countFresh(neuron);
      let kernelBytes = kernelsOf(p, local, kernels, shared);
      let why = stops(fresh, kernelBytes, p);
      if (why && used.neurons > 0) {
        closed.set(why, (closed.get(why) ?? 0) + 1);
        open();
        fresh = countFresh(neuron);
        kernelBytes = kernelsOf(p, local, kernels, shared);
        why = stops(fresh, kernelBytes, p);
      }
      if (why)
        return {
          ...result(),
          fault: `${nameOf(p, local)} alone needs more than a core of ${id} has: ${why}.`,
        };
      if (population !== p && graph.populations[p]!.neuron.kind !== 'input') used.layers++;
      if (population !== p) stored.clear();
      take(neuron, fresh, kernelBytes);
      if (shared.length > 0) stored.add(local % shared.length);
      population = p;
    }
    first += size;
  }
  return { ...result(), fault: fault ?? tooMuchInAll() };

  function tooMuchInAll(): string | null {
    const most = limits.allSynapseBytes;
    const bytesInAll = bytesPerCluster.reduce((sum, n) => sum + n, 0);
    return most !== null && bytesInAll > most
      ? `${graph.name || 'the network'} takes ${bytesInAll} bytes of synapses; ${id} has ${most} in all.`
      : null;
  }

  function take(n: number, fresh: number, kernelBytes: number): void {
    clusterOf[n] = cluster;
    perCluster[cluster]!++;
    synapsesOf[cluster]! += fanIn[n]!;
    used.neurons++;
    used.synapses += fanIn[n]!;
    used.bytes += listed[n]! * bytes + kernelBytes;
    bytesPerCluster[cluster] = used.bytes;
    used.axons += fresh;
    if (limits.axonsIn !== null) for (let k = start[n]!; k < start[n + 1]!; k++) seen[sources[k]!] = cluster;
  }

  /** Bytes of shared kernels that the open core has to take in for a neuron. */
  function kernelsOf(p: number, local: number, kernels: number, shared: Uint32Array): number {
    const channel = local % (shared.length || 1);
    const known = population === p && stored.has(channel);
    return (population === p ? 0 : kernels) + (known ? 0 : (shared[channel] ?? 0));
  }

  /** Sources of a neuron that the open core does not hear yet. */
  function countFresh(n: number): number {
    if (limits.axonsIn === null) return 0;
    let fresh = 0;
    for (let k = start[n]!; k < start[n + 1]!; k++) if (seen[sources[k]!] !== cluster) fresh++;
    return fresh;
  }

  function stops(fresh: number, kernelBytes: number, p: number): string | null {
    // Inputs come from outside: no layer of a core is spent on them.
    const isLayer = graph.populations[p]!.neuron.kind !== 'input';
    if (limits.layers !== null && isLayer && population !== p && used.layers + 1 > limits.layers)
      return `${limits.layers} ${limits.layers === 1 ? 'layer' : 'layers'} a core`;
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
      bytes: bytesPerCluster,
      why: why?.[0] ?? 'one core holds all',
    };
  }
}

/** Neurons of a population in the order in which they are placed, those that lie apart last. */
function inOrder(size: number, at: (i: number) => number, apart: Uint8Array | undefined): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, i) => at(i));
  if (!apart) return order;
  return Uint32Array.from([...order.filter((n) => !apart[n]), ...order.filter((n) => apart[n])]);
}

/** Lengths of the runs of neurons, in the order in which they are placed, that share no core with the next. */
function runsOf({ populations }: SpikingGraph, apart: Uint8Array | null): readonly number[] {
  const runs: { readonly off: boolean; length: number }[] = [];
  const add = (off: boolean, length: number) => {
    if (length === 0) return;
    if (runs.at(-1)?.off === off) runs.at(-1)!.length += length;
    else runs.push({ off, length });
  };
  let first = 0;
  for (const { size } of populations) {
    const off = apart?.subarray(first, first + size).reduce((sum, one) => sum + one, 0) ?? 0;
    add(false, size - off);
    add(true, off);
    first += size;
  }
  return runs.map(({ length }) => length);
}

/** By channel, the bytes of its part of a shared kernel that is stored as lists; empty where there is none. */
function sharedBytes({ projections }: SpikingGraph, p: number, bytes: number): Uint32Array {
  const kernels = projections.flatMap(({ to, synapses }) =>
    to === p && synapses.kind === 'lists' && synapses.shared ? [synapses.shared] : [],
  );
  return Uint32Array.from(kernels[0] ?? [], (_, c) =>
    kernels.reduce((sum, kernel) => sum + kernel[c]! * bytes, 0),
  );
}

/**
 * Neurons of a convolution position by position, all channels of one together: neighbours hear the same neurons, so a core
 * of them has few incoming axons. A kernel that no core can hold whole is cut into groups of channels, each placed so.
 * Shapes are [channels, height, width] or [positions, channels]. @returns the i-th neuron to place
 */
function fillOrder(shape: readonly number[], i: number, groups: number): number {
  if (shape.length === 2 && groups > 1) {
    const [positions, channels] = shape as [number, number];
    const width = Math.ceil(channels / groups);
    const group = Math.floor(i / (width * positions));
    const within = i - group * width * positions;
    const own = Math.min(width, channels - group * width);
    return Math.floor(within / own) * channels + group * width + (within % own);
  }
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
