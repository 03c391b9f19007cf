import { createHash } from 'node:crypto';
import type { GraphNode, NetworkGraph } from '../network-graph.ts';
import { windowOf } from '../window.ts';

type Shape = readonly number[];
type Pair = number | readonly [number, number];

/** A sliding window: kernel and stride (one number for both axes), `same` as TensorFlow pads it, or rows of zeros. */
export interface WindowSpec {
  readonly kernel: Pair;
  readonly stride?: Pair;
  /** Default `same`. */
  readonly pad?: 'same' | number;
}

/** A convolution with a bias, into which batch norm is folded. */
export interface ConvSpec extends WindowSpec {
  readonly out: number;
  readonly groups?: number;
}

const pair = (value: Pair): readonly [number, number] => (typeof value === 'number' ? [value, value] : value);
const product = (shape: Shape): number => shape.reduce((all, dim) => all * dim, 1);

/**
 * Builds a graph of shapes, operator by operator. A method adds one operator, named as given, and returns the name of the
 * value it writes. Images are [1, channels, height, width], sequences [1, tokens, width].
 * @throws RangeError when shapes do not fit each other
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #input: string;
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, { readonly shape: Shape }>();
  readonly #shapes = new Map<string, Shape>();

  constructor(name: string, input: { readonly name: string; readonly shape: Shape }) {
    this.#name = name;
    this.#input = input.name;
    this.#shapes.set(input.name, input.shape);
  }

  /** Shape of a value. */
  shape(value: string): Shape {
    const shape = this.#shapes.get(value);
    return shape ?? this.#refuse(value, 'is not a value of the graph');
  }

  /** Convolution; `shares` names an earlier one whose weights it uses too. */
  conv(name: string, x: string, spec: ConvSpec, shares: string = name): string {
    const [batch, channels, height, width] = this.#image(name, x);
    const groups = spec.groups ?? 1;
    if (channels % groups !== 0 || spec.out % groups !== 0)
      this.#refuse(name, `has ${channels} inputs and ${spec.out} outputs, not multiples of ${groups} groups`);
    const attributes = windowAttributes(spec);
    const inputs = [x, `${shares}.weight`, `${shares}.bias`];
    const node: GraphNode = { name, type: 'Conv', inputs, outputs: [name], attributes };
    const window = windowOf(node, height, width, pair(spec.kernel));
    if (!window) return this.#refuse(name, `does not fit [${this.shape(x).join(', ')}]`);
    this.#constant(inputs[1]!, [spec.out, channels / groups, ...window.kernel]);
    this.#constant(inputs[2]!, [spec.out]);
    const grouped = groups === 1 ? node : { ...node, attributes: { ...attributes, group: groups } };
    return this.#add(grouped, [batch, spec.out, window.outHeight, window.outWidth]);
  }

  /** Depthwise convolution: one filter a channel. */
  depthwise(name: string, x: string, spec: WindowSpec): string {
    const channels = this.#image(name, x)[1];
    return this.conv(name, x, { ...spec, out: channels, groups: channels });
  }

  /** Fully connected layer with a bias, on a vector or on every token of a sequence. */
  dense(name: string, x: string, out: number): string {
    const shape = this.shape(x);
    const depth = shape.at(-1)!;
    const [weight, bias] = [`${name}.weight`, `${name}.bias`];
    if (shape.length !== 2 && shape.length !== 3) this.#refuse(name, 'needs a vector or a sequence');
    this.#constant(weight, [depth, out]);
    this.#constant(bias, [out]);
    const result = [...shape.slice(0, -1), out];
    if (shape.length === 2) {
      const inputs = [x, weight, bias];
      return this.#add({ name, type: 'Gemm', inputs, outputs: [name], attributes: {} }, result);
    }
    const product = `${name}.product`;
    this.#add({ name, type: 'MatMul', inputs: [x, weight], outputs: [product], attributes: {} }, result);
    const inputs = [product, bias];
    return this.#add({ name: bias, type: 'Add', inputs, outputs: [name], attributes: {} }, result);
  }

  /** Product of two activations of rank 4, whose first two dimensions (batch and heads) run along. */
  matmul(name: string, a: string, b: string): string {
    const [left, right] = [this.shape(a), this.shape(b)];
    const fits = left.length === 4 && right.length === 4 && left[1] === right[1] && left[3] === right[2];
    if (!fits) this.#refuse(name, `cannot multiply [${left.join(', ')}] by [${right.join(', ')}]`);
    return this.#operator(name, 'MatMul', [a, b], [left[0]!, left[1]!, left[2]!, right[3]!]);
  }

  /** Rows of a table of `entries`, one a token. */
  embedding(name: string, tokens: string, entries: number, width: number): string {
    const table = `${name}.table`;
    this.#constant(table, [entries, width]);
    return this.#operator(name, 'Gather', [table, tokens], [...this.shape(tokens), width]);
  }

  /** Normalisation over the last dimension, with a scale and an offset each. */
  layerNorm(name: string, x: string): string {
    const shape = this.shape(x);
    const constants = [`${name}.scale`, `${name}.offset`];
    for (const constant of constants) this.#constant(constant, [shape.at(-1)!]);
    return this.#operator(name, 'LayerNormalization', [x, ...constants], shape);
  }

  /** A constant scale and offset for each channel of a sequence. */
  scaleOffset(name: string, x: string): string {
    const shape = this.shape(x);
    const [scale, offset, scaled] = [`${name}.scale`, `${name}.offset`, `${name}.scaled`];
    for (const constant of [scale, offset]) this.#constant(constant, [shape.at(-1)!]);
    this.#add({ name: scaled, type: 'Mul', inputs: [x, scale], outputs: [scaled], attributes: {} }, shape);
    return this.#operator(name, 'Add', [scaled, offset], shape);
  }

  maxPool(name: string, x: string, spec: WindowSpec): string {
    return this.#pool(name, 'MaxPool', x, spec);
  }

  averagePool(name: string, x: string, spec: WindowSpec): string {
    return this.#pool(name, 'AveragePool', x, spec);
  }

  /** Mean over all pixels, to [1, channels, 1, 1]. */
  globalAveragePool(name: string, x: string): string {
    const [batch, channels] = this.#image(name, x);
    return this.#operator(name, 'GlobalAveragePool', [x], [batch, channels, 1, 1]);
  }

  /** A function of each value, or of each row for softmax. */
  map(
    name: string,
    type: 'Relu' | 'Clip' | 'HardSwish' | 'HardSigmoid' | 'Gelu' | 'Softmax',
    x: string,
  ): string {
    return this.#operator(name, type, [x], this.shape(x));
  }

  /** Sum or product of two values; the second may have one value a channel. */
  combine(name: string, type: 'Add' | 'Mul', a: string, b: string): string {
    const [left, right] = [this.shape(a), this.shape(b)];
    const fits = left.length === right.length && left.every((dim, i) => right[i] === dim || right[i] === 1);
    if (!fits) this.#refuse(name, `cannot combine [${left.join(', ')}] with [${right.join(', ')}]`);
    return this.#operator(name, type, [a, b], left);
  }

  /** The values one after the other along an axis. */
  concat(name: string, values: readonly string[], axis: number): string {
    const [first, ...rest] = values.map((value) => this.shape(value));
    const total = rest.reduce((sum, shape) => sum + shape[axis]!, first![axis]!);
    const fits = rest.every((shape) => shape.every((dim, i) => i === axis || dim === first![i]));
    if (!fits) this.#refuse(name, 'joins values of different shapes');
    const shape = first!.map((dim, i) => (i === axis ? total : dim));
    return this.#add(
      { name, type: 'Concat', inputs: [...values], outputs: [name], attributes: { axis } },
      shape,
    );
  }

  /** Nearest-neighbour scaling of an image. */
  resize(name: string, x: string, height: number, width: number): string {
    const [batch, channels] = this.#image(name, x);
    return this.#operator(name, 'Resize', [x], [batch, channels, height, width]);
  }

  /** The same values under another shape: nothing moves. */
  view(name: string, x: string, shape: Shape): string {
    if (product(shape) !== product(this.shape(x)))
      this.#refuse(name, `cannot view ${x} as [${shape.join(', ')}]`);
    const flat = shape.length === 2 ? 'Flatten' : 'Transpose';
    return this.#operator(name, flat, [x], shape);
  }

  /** The finished graph; `output` is the value it ends in. */
  build(output: string): NetworkGraph {
    const shapes = new Map(this.#shapes);
    for (const [name, { shape }] of this.#constants) shapes.set(name, shape);
    const hash = createHash('sha256')
      .update(JSON.stringify([this.#input, output, this.#nodes, [...shapes]]))
      .digest('hex');
    return {
      name: this.#name,
      hash,
      nodes: [...this.#nodes],
      initialisers: new Map(this.#constants),
      input: { name: this.#input, shape: this.shape(this.#input) },
      output: { name: output, shape: this.shape(output) },
      shapes,
      ladder: null,
    };
  }

  #operator(name: string, type: GraphNode['type'], inputs: string[], shape: Shape): string {
    return this.#add({ name, type, inputs, outputs: [name], attributes: {} }, shape);
  }

  #add(node: GraphNode, shape: Shape): string {
    const output = node.outputs[0]!;
    if (this.#shapes.has(output)) this.#refuse(node.name, 'is named twice');
    for (const input of node.inputs) if (!this.#constants.has(input)) this.shape(input);
    this.#nodes.push(node);
    this.#shapes.set(output, shape);
    return output;
  }

  #constant(name: string, shape: Shape): void {
    const known = this.#constants.get(name);
    if (known && known.shape.join() !== shape.join())
      this.#refuse(name, `is shared, but as [${shape.join(', ')}]`);
    this.#constants.set(name, { shape });
  }

  #pool(name: string, type: 'MaxPool' | 'AveragePool', x: string, spec: WindowSpec): string {
    const [batch, channels, height, width] = this.#image(name, x);
    const attributes = { ...windowAttributes(spec), kernel_shape: pair(spec.kernel) };
    const node: GraphNode = { name, type, inputs: [x], outputs: [name], attributes };
    const window = windowOf(node, height, width, null);
    if (!window) return this.#refuse(name, `does not fit [${this.shape(x).join(', ')}]`);
    return this.#add(node, [batch, channels, window.outHeight, window.outWidth]);
  }

  #image(name: string, x: string): readonly [number, number, number, number] {
    const shape = this.shape(x);
    if (shape.length !== 4) this.#refuse(name, `needs an image, not [${shape.join(', ')}]`);
    return shape as readonly [number, number, number, number];
  }

  #refuse(operator: string, why: string): never {
    throw new RangeError(`${this.#name}: ${operator} ${why}`);
  }
}

function windowAttributes({ stride = 1, pad = 'same' }: WindowSpec): GraphNode['attributes'] {
  const strides = pair(stride);
  return pad === 'same' ? { strides, auto_pad: 'SAME_UPPER' } : { strides, pads: [pad, pad, pad, pad] };
}
