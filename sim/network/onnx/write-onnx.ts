import onnxProto from 'onnx-proto';
import type { Ladder, LadderLayer } from '../ladder.ts';
import type { GraphNode } from '../network-graph.ts';
import { dimsKey, ladderKey } from './metadata-keys.ts';

const { ModelProto, AttributeProto, TensorProto } = onnxProto.onnx; // CommonJS: Node does not see its named exports

/** The first operator set with Gelu as one operator; LayerNormalization came with 17. */
const opset = 20;
const irVersion = 9;

/** Attributes that the ONNX operators define as floats; any other number is an integer there. */
const floatAttributes = new Set(['alpha', 'beta', 'epsilon', 'momentum']);

/** An input or output of the graph. A dimension by name is free, as the batch `N`. */
export interface OnnxValue {
  readonly name: string;
  /** Default float32. */
  readonly type?: 'float32' | 'int32' | 'int64';
  readonly dims: readonly (string | number)[];
}

/** A constant. Int32Array is written as int64 where a node reads it, as ONNX wants shapes, axes and indices. */
export interface OnnxConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Int8Array;
}

/** What a file is made of; a `Network` that was read has `nodes`, `initialisers` and `ladder` as they are wanted here. */
export interface OnnxSpec {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** In execution order. */
  readonly nodes: readonly GraphNode[];
  readonly initialisers: ReadonlyMap<string, OnnxConstant>;
  /** Written as metadata and as initialisers `NODE.ladder.order`, `.scale` and `.bias`; null: none. */
  readonly ladder?: Ladder | null;
  /** The largest size of each free dimension but the batch, by its name: a reader plans memory for it. */
  readonly dims?: Readonly<Record<string, number>>;
  /** Further metadata entries. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The bytes of an ONNX file (operator set 20). Whether the operators fit each other is for `readOnnx`, or any other
 * runtime, to find out.
 * @throws RangeError for a constant whose values do not fill its shape or are not finite, for a name used twice, a value
 * that nothing writes, an attribute that ONNX has no type for, or a ladder layer whose node is missing
 */
export function writeOnnx(spec: OnnxSpec): Uint8Array {
  const constants = new Map<string, OnnxConstant>(spec.initialisers);
  const metadata = { ...spec.metadata };
  if (spec.dims && Object.keys(spec.dims).length > 0) metadata[dimsKey] = JSON.stringify(spec.dims);
  if (spec.ladder) metadata[ladderKey] = JSON.stringify(ladderDocument(spec, spec.ladder, constants));
  checkNames(spec, constants);
  const read = new Set(spec.nodes.flatMap((node) => node.inputs));
  const initializer = [...constants].map(([name, constant]) => tensorProto(name, constant, read.has(name)));
  return ModelProto.encode({
    irVersion,
    producerName: 'sparsewatt',
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: spec.name,
      node: spec.nodes.map(nodeProto),
      initializer,
      input: spec.inputs.map(valueProto),
      output: spec.outputs.map(valueProto),
    },
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  }).finish();
}

/** The JSON of the ladder; its arrays become constants. */
function ladderDocument(spec: OnnxSpec, ladder: Ladder, constants: Map<string, OnnxConstant>): object {
  const layers = ladder.layers.map((layer: LadderLayer) => {
    const weight = spec.nodes.find(({ name }) => name === layer.node)?.inputs[1];
    if (weight === undefined)
      throw new RangeError(`ladder: the graph has no node '${layer.node}' with a weight`);
    const put = (part: string, shape: readonly number[], data: OnnxConstant['data']) => {
      // A network that was read holds them already, under whatever name its file gave.
      const known = [...constants].find(([, constant]) => constant.data === data)?.[0];
      const name = known ?? `${layer.node}.ladder.${part}`;
      constants.set(name, { shape, data });
      return name;
    };
    const table = [ladder.levels.length, layer.rows];
    return {
      node: layer.node,
      weight,
      order: put('order', [layer.order.length], layer.order),
      levelEnds: [...layer.levelEnds],
      scale: put('scale', table, layer.scale),
      bias: put('bias', table, layer.bias),
    };
  });
  const levels = ladder.levels.map(({ sparsity }) => ({ sparsity }));
  return { version: ladder.version, blockRows: ladder.blockRows, levels, layers };
}

function checkNames(
  { inputs, outputs, nodes }: OnnxSpec,
  constants: ReadonlyMap<string, OnnxConstant>,
): void {
  const known = new Set(constants.keys());
  const add = (name: string, what: string) => {
    if (name === '' || known.has(name))
      throw new RangeError(`${what}: the name '${name}' is empty or used twice`);
    known.add(name);
  };
  for (const { name } of inputs) add(name, 'input');
  for (const node of nodes) {
    const missing = node.inputs.find((name) => name !== '' && !known.has(name));
    if (missing !== undefined) {
      throw new RangeError(
        `node '${node.name}' (${node.type}) reads '${missing}', which nothing before it writes`,
      );
    }
    for (const name of node.outputs) add(name, `node '${node.name}'`);
  }
  for (const { name } of outputs) {
    if (!known.has(name)) throw new RangeError(`output '${name}' is written by no node`);
  }
}

function valueProto({ name, type = 'float32', dims }: OnnxValue): onnxProto.onnx.IValueInfoProto {
  const dim = dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d }));
  const { FLOAT, INT32, INT64 } = TensorProto.DataType;
  const elemType = { float32: FLOAT, int32: INT32, int64: INT64 }[type];
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function tensorProto(
  name: string,
  { shape, data }: OnnxConstant,
  isRead: boolean,
): onnxProto.onnx.ITensorProto {
  const { FLOAT, INT8, INT32, INT64 } = TensorProto.DataType;
  const count = shape.reduce((product, dim) => product * dim, 1);
  if (data.length !== count) {
    throw new RangeError(`'${name}' of shape [${shape}] needs ${count} values, found ${data.length}`);
  }
  if (data instanceof Float32Array && !data.every(Number.isFinite)) {
    throw new RangeError(`'${name}' holds values that are not finite; train or export again`);
  }
  const wide = data instanceof Int32Array && isRead;
  const dataType = wide
    ? INT64
    : data instanceof Float32Array
      ? FLOAT
      : data instanceof Int8Array
        ? INT8
        : INT32;
  const values = wide ? BigInt64Array.from(data, BigInt) : data;
  // ONNX raw data is little-endian, as all engines that run WebAssembly are.
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dims: [...shape], dataType, rawData };
}

function nodeProto({ name, type, inputs, outputs, attributes }: GraphNode): onnxProto.onnx.INodeProto {
  const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(name, key, value));
  return { opType: type, name, input: [...inputs], output: [...outputs], attribute };
}

function attributeProto(
  node: string,
  name: string,
  value: number | string | readonly number[],
): onnxProto.onnx.IAttributeProto {
  const { FLOAT, INT, INTS, STRING } = AttributeProto.AttributeType;
  if (typeof value === 'string') return { name, type: STRING, s: new TextEncoder().encode(value) };
  if (typeof value === 'number' && floatAttributes.has(name)) return { name, type: FLOAT, f: value };
  const list = typeof value === 'number' ? [value] : [...value];
  if (!list.every(Number.isSafeInteger)) {
    throw new RangeError(
      `attribute '${name}' of node '${node}' is [${list}]; integers are written, and floats for ${[...floatAttributes].join(', ')}`,
    );
  }
  return typeof value === 'number' ? { name, type: INT, i: value } : { name, type: INTS, ints: list };
}
