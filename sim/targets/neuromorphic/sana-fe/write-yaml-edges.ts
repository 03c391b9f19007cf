import type {
  ConvSynapses,
  Population,
  Projection,
  SpikingGraph,
} from '../../../network/spiking/spiking-graph.ts';
import { SynapseRow } from '../chip/synapse-row.ts';

/**
 * The `edges` of a SANA-FE network file. Convolutions without padding, dilation and groups are `conv2d`, all to all is `dense`, also
 * where it was read as lists; everything else is an edge a synapse: `sparse` is shorter, but SANA-FE takes its attributes by source
 * neuron and not by pair. Delays go to the dendrite, which has them there.
 * @param groups names of the populations in the file
 * @throws RangeError for a weight that is no finite number
 */
export function writeYamlEdges(
  graph: SpikingGraph,
  groups: readonly string[],
  write: (text: string) => void,
): void {
  const { populations, projections } = graph;
  const row = new SynapseRow(graph);
  let text = '';
  let any = false;
  const put = (piece: string) => {
    text += any ? piece : `  edges:\n${piece}`;
    any = true;
    if (text.length < 65536) return;
    write(text);
    text = '';
  };
  // In the order in which readers find them, so that a file written again is the same file.
  const forms = projections.map((projection) => formOf(projection, populations));
  for (const form of ['conv2d', 'edges', 'dense'] as const)
    projections.forEach((projection, index) => {
      if (forms[index] !== form) return;
      const { name, from, to, delaySteps, synapses } = projection;
      const { size, shape } = populations[from]!;
      const [source, target] = [groups[from]!, groups[to]!];
      if (form === 'edges') {
        const delay = delaySteps > 0 ? `, dendrite: {delay: ${delaySteps}}` : '';
        for (let s = 0; s < size; s++) {
          row.read(index, s);
          for (let k = 0; k < row.count; k++) {
            const edge = JSON.stringify(`${source}.${s} -> ${target}.${row.target[k]}`);
            put(`    - ${edge}: {weight: ${words(name, row.weight.subarray(k, k + 1))}${delay}}\n`);
          }
        }
        return;
      }
      put(`    - ${JSON.stringify(`${source} -> ${target}`)}:\n        type: ${form}\n`);
      if (synapses.kind === 'conv') put(shapeLines(synapses, populations[from]!, populations[to]!));
      let count = 0;
      const line = (weights: Iterable<number> & { length: number }) => {
        put(`${count === 0 ? '        weight: [' : ',\n          '}${words(name, weights)}`);
        count += weights.length;
      };
      if (synapses.kind === 'conv') for (const weights of kernelLines(synapses, shape[0]!)) line(weights);
      else
        for (let s = 0; s < size; s++) {
          row.read(index, s);
          line(row.weight.subarray(0, row.count));
        }
      put(']\n');
      if (delaySteps > 0)
        put(`        dendrite: {delay: [${new Array<number>(count).fill(delaySteps).join(', ')}]}\n`);
    });
  write(any ? text : '  edges: []\n');
}

function words(projection: string, weights: Iterable<number>): string {
  const all = Array.from(weights);
  const wrong = all.find((weight) => !Number.isFinite(weight));
  if (wrong === undefined) return all.join(', ');
  throw new RangeError(
    `a synapse of "${projection}" has the weight ${wrong}; files of SANA-FE hold finite numbers`,
  );
}

function shapeLines({ kernel, stride }: ConvSynapses, from: Population, to: Population): string {
  const [channels, height, width] = from.shape;
  return Object.entries({
    input_height: height,
    input_width: width,
    input_channels: channels,
    kernel_count: to.shape[0],
    kernel_height: kernel[0],
    kernel_width: kernel[1],
    stride_height: stride[0],
    stride_width: stride[1],
  })
    .map(([key, value]) => `        ${key}: ${value}\n`)
    .join('');
}

function formOf(
  { from, to, synapses }: Projection,
  populations: readonly Population[],
): 'conv2d' | 'edges' | 'dense' {
  const [source, target] = [populations[from]!, populations[to]!];
  if (synapses.kind === 'dense') return 'dense';
  if (synapses.kind === 'conv') return from !== to && isPlain(synapses, source, target) ? 'conv2d' : 'edges';
  const all = synapses.target.length === source.size * target.size && synapses.target.length > 0;
  const full =
    all &&
    synapses.target.every((t, i) => t === i % target.size) &&
    synapses.start.every((begin, s) => begin === s * target.size);
  return full ? 'dense' : 'edges';
}

/** What a conv2d can say: no padding, no dilation, no groups, and outputs wherever the whole kernel fits. */
function isPlain(
  { kernel, stride, padding, dilation, groups }: ConvSynapses,
  from: Population,
  to: Population,
): boolean {
  const [, ...input] = from.shape;
  const [, ...output] = to.shape;
  const fits = output.every((size, d) => size === Math.floor((input[d]! - kernel[d]!) / stride[d]!) + 1);
  return fits && groups === 1 && padding.every((n) => n === 0) && dilation.every((n) => n === 1);
}

/** Weights from [out][in][row][column] to lines of outputs, one for each [row][column][in]. */
function* kernelLines(
  { weight, kernel: [height, width] }: ConvSynapses,
  channels: number,
): Generator<number[]> {
  const kernels = weight.length / (channels * height * width);
  for (let tap = 0; tap < height * width; tap++)
    for (let i = 0; i < channels; i++)
      yield Array.from({ length: kernels }, (_, o) => weight[(o * channels + i) * height * width + tap]!);
}
