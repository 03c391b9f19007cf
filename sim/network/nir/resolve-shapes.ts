import { NetworkFileError } from '../hdf5/network-file-error.ts';
import { mostNeurons } from '../spiking/most-neurons.ts';
import type { FlatNir } from './flatten-nir.ts';
import { type NirArray, type NirPrimitive, nirFields } from './nir-graph.ts';

/** Shapes of what a node takes and gives, without a batch. */
export interface NodeShape {
  readonly input: readonly number[];
  readonly output: readonly number[];
}

type Shape = readonly number[];

/**
 * The shapes of all nodes, from those that say theirs and from their neighbours: scalar parameters stand for layers of any
 * size, convolutions may leave their input's size out, Input and Output may leave out theirs.
 * @param place named in errors
 * @throws NetworkFileError naming a node whose size nothing tells, or an edge whose ends differ
 */
export function resolveShapes(graph: FlatNir, place: string): ReadonlyMap<string, NodeShape> {
  const inputs = new Map<string, Shape>();
  const outputs = new Map<string, Shape>();
  for (const [name, node] of graph.nodes) {
    const own = ownShape(node);
    if (own.input) inputs.set(name, own.input);
    if (own.output) outputs.set(name, own.output);
  }
  for (let changed = true; changed; ) {
    changed = false;
    const learn = (known: Map<string, Shape>, name: string, shape: Shape | null | undefined) => {
      if (!shape || known.has(name)) return;
      known.set(name, shape);
      changed = true;
    };
    for (const [from, to] of graph.edges) {
      learn(inputs, to, outputs.get(from));
      learn(outputs, from, inputs.get(to));
    }
    for (const [name, node] of graph.nodes) {
      const input = inputs.get(name);
      if (input) learn(outputs, name, outputOf(node, input, name, place));
      else if (elementwise(node)) learn(inputs, name, outputs.get(name));
    }
  }
  const shapes = new Map<string, NodeShape>();
  for (const [name, node] of graph.nodes) {
    const [input, output] = [inputs.get(name), outputs.get(name)];
    if (!input || !output) {
      throw new NetworkFileError(
        place,
        name,
        `${node.type}: neither it nor its neighbours say its size; give its Input node a shape`,
      );
    }
    const computed = outputOf(node, input, name, place);
    if (computed && !equal(computed, output)) {
      throw new NetworkFileError(
        place,
        name,
        `${node.type} makes ${text(computed)} of ${text(input)}, but ${text(output)} is expected`,
      );
    }
    shapes.set(name, { input, output });
  }
  let values = 0;
  for (const [name, { output }] of shapes) {
    values += size(output);
    if (values > mostNeurons)
      throw new NetworkFileError(
        place,
        name,
        `gives ${text(output)}: with it the nodes give more than ${mostNeurons} values, the most that is read`,
      );
  }
  for (const [from, to] of graph.edges) {
    const [sent, taken] = [shapes.get(from)!.output, shapes.get(to)!.input];
    if (!equal(sent, taken)) {
      throw new NetworkFileError(
        place,
        `edge '${from}' to '${to}'`,
        `gives ${text(sent)}, takes ${text(taken)}`,
      );
    }
  }
  return shapes;
}

function elementwise(node: NirPrimitive): boolean {
  return !['Affine', 'Linear', 'Conv1d', 'Conv2d', 'SumPool2d', 'AvgPool2d', 'Flatten'].includes(node.type);
}

/** What a node says itself. Arrays of one number stand for layers of any size. */
function ownShape(node: NirPrimitive): { input?: Shape | null; output?: Shape | null } {
  switch (node.type) {
    case 'Input':
    case 'Output':
      return { input: node.shape, output: node.shape };
    case 'Affine':
    case 'Linear': {
      const { shape } = node.weight;
      return shape.length === 2 ? { input: [shape[1]!], output: [shape[0]!] } : {};
    }
    case 'Conv1d':
      return {
        input: node.input_shape === null ? null : [node.weight.shape[1]! * node.groups, node.input_shape],
      };
    case 'Conv2d':
      return { input: node.input_shape && [node.weight.shape[1]! * node.groups, ...node.input_shape] };
    case 'Flatten':
      return { input: node.input_type };
    case 'SumPool2d':
    case 'AvgPool2d':
      return {};
    default: {
      const fields = node as unknown as Readonly<Record<string, NirArray>>;
      const shape = Object.keys(nirFields[node.type])
        .map((field) => fields[field]!.shape)
        .reduce((a, b) => (size(b) > size(a) ? b : a), [] as Shape);
      return size(shape) > 1 ? { input: shape, output: shape } : {};
    }
  }
}

/** Null where the node keeps no rule (it is then taken from neighbours). */
function outputOf(node: NirPrimitive, input: Shape, name: string, place: string): Shape | null {
  const fail = (allowed: string): never => {
    throw new NetworkFileError(place, name, `${node.type} takes ${allowed}, not ${text(input)}`);
  };
  switch (node.type) {
    case 'Affine':
    case 'Linear': {
      const { shape } = node.weight;
      if (shape.length !== 2)
        throw new NetworkFileError(place, name, `weight of shape ${text(shape)}; [out, in] is needed`);
      return input.length === 1 && input[0] === shape[1] ? [shape[0]!] : fail(`[${shape[1]}]`);
    }
    case 'Conv1d':
    case 'Conv2d': {
      const { shape } = node.weight;
      const axes = node.type === 'Conv1d' ? 1 : 2;
      if (shape.length !== axes + 2) {
        throw new NetworkFileError(
          place,
          name,
          `weight of shape ${text(shape)}; [out, in, kernel …] is needed`,
        );
      }
      if (input.length !== axes + 1 || input[0] !== shape[1]! * node.groups) {
        return fail(`${shape[1]! * node.groups} channels and ${axes} more ax${axes === 1 ? 'is' : 'es'}`);
      }
      const { padding } = convPadding(node);
      const [strides, dilations] =
        node.type === 'Conv1d' ? [[node.stride], [node.dilation]] : [node.stride, node.dilation];
      return [
        shape[0]!,
        ...windows(input.slice(1), shape.slice(2), strides, padding, dilations, name, place),
      ];
    }
    case 'SumPool2d':
    case 'AvgPool2d': {
      if (input.length !== 3) return fail('[channels, height, width]');
      const pads = node.padding.map((p) => [p, p] as const);
      return [
        input[0]!,
        ...windows(input.slice(1), node.kernel_size, node.stride, pads, [1, 1], name, place),
      ];
    }
    case 'Flatten': {
      const from = node.start_dim < 0 ? input.length + node.start_dim : node.start_dim;
      const to = node.end_dim < 0 ? input.length + node.end_dim : node.end_dim;
      if (from >= input.length || to >= input.length || from < 0 || to < from) {
        // Exported with a batch in front: start_dim 1 of a [batch, …] shape.
        if (from >= input.length && input.length > 0) return input;
        return fail(`at least ${Math.max(from, to) + 1} axes`);
      }
      return [...input.slice(0, from), size(input.slice(from, to + 1)), ...input.slice(to + 1)];
    }
    default:
      return input;
  }
}

/** Zeros before and after each spatial axis. */
export function convPadding(node: NirPrimitive<'Conv1d' | 'Conv2d'>): {
  padding: (readonly [number, number])[];
} {
  const kernel = node.weight.shape.slice(2);
  const dilation = node.type === 'Conv1d' ? [node.dilation] : node.dilation;
  if (node.padding === 'valid') return { padding: kernel.map(() => [0, 0]) };
  if (node.padding === 'same') {
    return {
      padding: kernel.map((k, axis) => {
        const all = dilation[axis]! * (k - 1);
        return [Math.floor(all / 2), Math.ceil(all / 2)];
      }),
    };
  }
  const pads = typeof node.padding === 'number' ? [node.padding] : node.padding;
  return { padding: pads.map((p) => [p, p]) };
}

function windows(
  lengths: Shape,
  kernel: Shape,
  stride: Shape,
  padding: readonly (readonly [number, number])[],
  dilation: Shape,
  name: string,
  place: string,
): number[] {
  return lengths.map((length, axis) => {
    const [before, after] = padding[axis]!;
    const reach = dilation[axis]! * (kernel[axis]! - 1) + 1;
    const out = Math.floor((length + before + after - reach) / stride[axis]!) + 1;
    if (out >= 1) return out;
    throw new NetworkFileError(
      place,
      name,
      `a window of ${reach} does not fit into ${length} with padding ${before} and ${after}`,
    );
  });
}

const size = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);
const equal = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);
const text = (shape: Shape): string => `[${shape.join(', ')}]`;
