import { mostDelay } from '../../../network/spiking/most-delay.ts';
import type {
  Population,
  Projection,
  SpikingGraph,
  SynapseLists,
} from '../../../network/spiking/spiking-graph.ts';
import type { InputIssue } from '../../../schema/input-error.ts';
import { SynapseRow } from '../chip/synapse-row.ts';
import type { NeuronIndex } from './build-network.ts';
import type { RawHyperEdge, RawNetwork } from './raw-network.ts';

/** Synapses between two populations with one delay, as they are found. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly delay: number;
  readonly source: number[];
  readonly target: number[];
  readonly weight: number[];
}

/**
 * Projections of a network. A convolution or an all-to-all edge between two groups that are one population each stays
 * one; everything else becomes lists, one projection for each pair of populations and delay.
 */
export function buildProjections(
  raw: RawNetwork,
  index: readonly NeuronIndex[],
  populations: Population[],
  issues: InputIssue[],
): Projection[] {
  const projections: Projection[] = [];
  const lists = new Map<string, Found>();
  const add = (g: number, s: number, h: number, t: number, weight: number, delay: number): void => {
    const from = index[g]!.population[s]!;
    const to = index[h]!.population[t]!;
    const key = `${from} ${to} ${delay}`;
    const found = lists.get(key) ?? { from, to, delay, source: [], target: [], weight: [] };
    lists.set(key, found);
    found.source.push(index[g]!.local[s]!);
    found.target.push(index[h]!.local[t]!);
    found.weight.push(weight);
  };
  for (const { from, source, to, target, weight, delay } of raw.edges) {
    if (badDelay(delay))
      issues.push(
        raw.groups[from]!.at(
          'E_DELAY',
          `a delay of ${delay} steps; whole numbers of 0 … ${mostDelay} are allowed.`,
        ),
      );
    add(from, source, to, target, weight, delay);
  }
  const sizeOf = (group: number) => raw.groups[group]!.neurons.length;
  for (const edge of raw.hyperEdges) {
    const fault = faultOf(edge, sizeOf(edge.from), sizeOf(edge.to));
    if (fault) {
      issues.push(edge.at('E_EDGE', fault));
      continue;
    }
    const whole = (group: number) => new Set(index[group]!.population).size === 1;
    const sameDelay = edge.delay.every((d) => d === edge.delay[0]);
    if (edge.form === 'conv2d' && sameDelay && whole(edge.from) && whole(edge.to)) {
      const projection = convolution(edge, index, populations);
      if (projection) {
        projections.push(projection);
        continue;
      }
    }
    expand(edge, sizeOf(edge.from), sizeOf(edge.to), (s, t, weight, delay) =>
      add(edge.from, s, edge.to, t, weight, delay),
    );
  }
  for (const found of lists.values()) projections.push(listProjection(found, populations));
  return projections;
}

const badDelay = (delay: number): boolean => !(Number.isInteger(delay) && delay >= 0 && delay <= mostDelay);

/** What is wrong with an edge between groups, as a sentence. */
function faultOf(edge: RawHyperEdge, from: number, to: number): string | null {
  const { form, weight, delay, pairs, conv } = edge;
  let needed = pairs.length;
  if (form === 'dense') needed = from * to;
  if (conv) {
    const [height, width] = outputOf(conv);
    if (conv.inputHeight * conv.inputWidth * conv.inputChannels !== from)
      return `a conv2d of ${conv.inputChannels} x ${conv.inputHeight} x ${conv.inputWidth} inputs starts from a group of ${from} neurons.`;
    if (height < 1 || width < 1 || height * width * conv.kernelCount !== to)
      return `a conv2d with ${conv.kernelCount} x ${height} x ${width} outputs ends in a group of ${to} neurons.`;
    needed = conv.kernelHeight * conv.kernelWidth * conv.inputChannels * conv.kernelCount;
  }
  if (weight.length < needed) return `has ${weight.length} weights and needs ${needed}.`;
  if (delay.length > 0 && delay.length < needed) return `has ${delay.length} delays and needs ${needed}.`;
  const late = delay.find(badDelay);
  if (late !== undefined)
    return `has a delay of ${late} steps; whole numbers of 0 … ${mostDelay} are allowed.`;
  const outside = pairs.find(
    ([s, t]) => !(Number.isInteger(s) && s >= 0 && s < from && Number.isInteger(t) && t >= 0 && t < to),
  );
  return outside ? `has the pair [${outside.join(', ')}]; the groups have ${from} and ${to} neurons.` : null;
}

const outputOf = (c: NonNullable<RawHyperEdge['conv']>): readonly [height: number, width: number] => [
  Math.floor((c.inputHeight - c.kernelHeight) / c.strideHeight) + 1,
  Math.floor((c.inputWidth - c.kernelWidth) / c.strideWidth) + 1,
];

/** Weights from [row][column][in][out] to [out][in][row][column]; null where a group already has another shape. */
function convolution(
  edge: RawHyperEdge,
  index: readonly NeuronIndex[],
  populations: Population[],
): Projection | null {
  const c = edge.conv!;
  const from = index[edge.from]!.population[0]!;
  const to = index[edge.to]!.population[0]!;
  const shapes = [
    [from, [c.inputChannels, c.inputHeight, c.inputWidth]],
    [to, [c.kernelCount, ...outputOf(c)]],
  ] as const;
  const taken = (p: number, shape: readonly number[]) =>
    populations[p]!.shape.length === 3 && populations[p]!.shape.join() !== shape.join();
  if (from === to || shapes.some(([p, shape]) => taken(p, shape))) return null;
  for (const [p, shape] of shapes) populations[p] = { ...populations[p]!, shape };
  const weight = new Float64Array(c.kernelCount * c.inputChannels * c.kernelHeight * c.kernelWidth);
  let at = 0;
  for (let ky = 0; ky < c.kernelHeight; ky++)
    for (let kx = 0; kx < c.kernelWidth; kx++)
      for (let i = 0; i < c.inputChannels; i++)
        for (let o = 0; o < c.kernelCount; o++)
          weight[((o * c.inputChannels + i) * c.kernelHeight + ky) * c.kernelWidth + kx] = edge.weight[at++]!;
  return {
    name: `${populations[from]!.name} -> ${populations[to]!.name}`,
    from,
    to,
    delaySteps: edge.delay[0] ?? 0,
    synapses: {
      kind: 'conv',
      weight,
      kernel: [c.kernelHeight, c.kernelWidth],
      stride: [c.strideHeight, c.strideWidth],
      padding: [0, 0],
      dilation: [1, 1],
      groups: 1,
    },
  };
}

function expand(
  edge: RawHyperEdge,
  from: number,
  to: number,
  add: (source: number, target: number, weight: number, delay: number) => void,
): void {
  const { form, weight, delay, pairs } = edge;
  if (form === 'dense') {
    for (let i = 0; i < from * to; i++) add(Math.floor(i / to), i % to, weight[i]!, delay[i] ?? 0);
  } else if (form === 'sparse') {
    pairs.forEach(([s, t], i) => {
      add(s, t, weight[i]!, delay[i] ?? 0);
    });
  } else {
    const graph = convGraph(edge, from, to);
    const row = new SynapseRow(graph);
    for (let s = 0; s < from; s++) {
      row.read(0, s);
      // The "weights" of this graph are the places of the weights.
      for (let i = 0; i < row.count; i++)
        add(s, row.target[i]!, weight[row.weight[i]!]!, delay[row.weight[i]!] ?? 0);
    }
  }
}

/** The convolution alone, each weight being its place in the file. */
function convGraph(edge: RawHyperEdge, from: number, to: number): SpikingGraph {
  const places = edge.weight.map((_, i) => i);
  const one = { population: Uint16Array.of(0), local: Uint32Array.of(0) };
  const two = { population: Uint16Array.of(1), local: Uint32Array.of(0) };
  const populations: Population[] = [from, to].map((size) => ({
    name: '',
    shape: [size],
    size,
    neuron: { kind: 'input' },
  }));
  const projection = convolution({ ...edge, from: 0, to: 1, weight: places }, [one, two], populations)!;
  return { name: '', populations, projections: [projection] };
}

function listProjection(found: Found, populations: readonly Population[]): Projection {
  const { from, to, delay, source, target, weight } = found;
  const start = new Uint32Array(populations[from]!.size + 1);
  for (const s of source) start[s + 1]!++;
  for (let s = 0; s < populations[from]!.size; s++) start[s + 1]! += start[s]!;
  const order = Uint32Array.from(source.keys());
  order.sort((a, b) => source[a]! - source[b]! || target[a]! - target[b]! || a - b);
  const synapses: SynapseLists = {
    kind: 'lists',
    start,
    target: Uint32Array.from(order, (i) => target[i]!),
    weight: Float64Array.from(order, (i) => weight[i]!),
  };
  return {
    name: `${populations[from]!.name} -> ${populations[to]!.name}`,
    from,
    to,
    delaySteps: delay,
    synapses,
  };
}
