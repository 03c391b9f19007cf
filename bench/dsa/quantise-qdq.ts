import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';
import type { FeedTensor } from '../../sim/data/task/task-part.ts';
import { nativeSession } from '../lib/peers.ts';
import { foldNorms } from './fold-norms.ts';
import { type ConstantTensor, constantOf, tensorOf } from './onnx-constants.ts';
import { widenConstants } from './widen-constants.ts';

const { onnx } = onnxProto;
const type = onnx.TensorProto.DataType;

/**
 * The int8 form of a convolutional network for ONNX Runtime: batch norm folded, int8 weights a channel, u8 activations with
 * the ranges of calibration samples, as QuantizeLinear and DequantizeLinear pairs, which its optimisations turn into
 * integer kernels. Fully connected layers stay fp32.
 */
export async function quantiseQdq(
  model: Uint8Array,
  calibration: Readonly<Record<string, FeedTensor>>,
): Promise<Uint8Array> {
  const source = onnx.ModelProto.decode(model);
  const graph = widenConstants(source.graph as OnnxTypes.IGraphProto);
  const constants = new Map((graph.initializer ?? []).map((t) => [t.name!, constantOf(t)]));
  const nodes = foldNorms(graph.node ?? [], constants);
  const ofConv = new Set(nodes.flatMap(({ opType, output }) => (opType === 'Conv' ? output! : [])));
  // ONNX Runtime computes these in int8 between DequantizeLinear and QuantizeLinear; sums of residual branches alone.
  const quantised = ({ opType, input }: OnnxTypes.INodeProto) =>
    opType === 'Conv' ||
    opType === 'GlobalAveragePool' ||
    (opType === 'Add' && input!.some((name) => ofConv.has(name)));
  const cut = new Set(
    nodes.flatMap((node) =>
      quantised(node) ? node.input!.filter((name) => name && !constants.has(name)) : [],
    ),
  );
  const ranges = await activationRanges(source, [...cut], calibration);
  const made: OnnxTypes.INodeProto[] = [];
  const scales = new Map<string, number>();
  const pair = (name: string) => {
    const { low, high } = ranges.get(name)!;
    const scale = Math.max(high - low, 1e-9) / 255;
    scales.set(name, scale);
    constants.set(`${name}.s`, { shape: [], data: Float32Array.of(scale) });
    constants.set(`${name}.z`, { shape: [], data: Uint8Array.of(Math.round(-low / scale)) });
    const parts = [`${name}.s`, `${name}.z`];
    made.push(
      { opType: 'QuantizeLinear', name: `${name}.q`, input: [name, ...parts], output: [`${name}.q`] },
      {
        opType: 'DequantizeLinear',
        name: `${name}.dq`,
        input: [`${name}.q`, ...parts],
        output: [`${name}.dq`],
      },
    );
  };
  const dequantised = (
    name: string,
    shape: readonly number[],
    data: Int8Array | Int32Array,
    scale: Float32Array,
  ) => {
    constants.set(`${name}.i`, { shape, data });
    constants.set(`${name}.s`, { shape: [scale.length], data: scale });
    const zero = data instanceof Int8Array ? new Int8Array(scale.length) : new Int32Array(scale.length);
    constants.set(`${name}.z`, { shape: [scale.length], data: zero });
    const input = [`${name}.i`, `${name}.s`, `${name}.z`];
    const attribute = [{ name: 'axis', i: 0, type: onnx.AttributeProto.AttributeType.INT }];
    made.push({ opType: 'DequantizeLinear', name: `${name}.dq`, input, output: [`${name}.dq`], attribute });
    return `${name}.dq`;
  };
  for (const input of graph.input ?? []) if (cut.has(input.name!)) pair(input.name!);
  for (const node of nodes) {
    const input = node.input!.map((name) => (cut.has(name) && quantised(node) ? `${name}.dq` : name));
    if (node.opType === 'Conv') {
      const [x, w, b] = node.input as [string, string, string];
      const { data, scale, shape } = roundRows(constants.get(w)!);
      const step = scale.map((s) => s * scales.get(x)!);
      const bias = Int32Array.from(constants.get(b)!.data as Float32Array, (v, r) =>
        Math.round(v / step[r]!),
      );
      input[1] = dequantised(w, shape, data, scale);
      input[2] = dequantised(b, [bias.length], bias, step);
    }
    made.push({ ...node, input });
    for (const output of node.output!) if (cut.has(output)) pair(output);
  }
  return encode(source, made, constants, graph.output ?? []);
}

/** int8 rows, each with its own scale, symmetric. */
function roundRows(tensor: ConstantTensor) {
  const { shape } = tensor;
  const data = tensor.data as Float32Array;
  const rows = shape[0]!;
  const per = data.length / rows;
  const scale = new Float32Array(rows);
  for (let i = 0; i < data.length; i++) {
    const row = Math.floor(i / per);
    scale[row] = Math.max(scale[row]!, Math.abs(data[i]!) / 127, 1e-12);
  }
  return { shape, scale, data: Int8Array.from(data, (v, i) => Math.round(v / scale[Math.floor(i / per)]!)) };
}

async function activationRanges(
  source: OnnxTypes.ModelProto,
  names: readonly string[],
  feeds: Readonly<Record<string, FeedTensor>>,
): Promise<Map<string, { low: number; high: number }>> {
  const copy = onnx.ModelProto.decode(onnx.ModelProto.encode(source).finish());
  const inner = names.filter((name) => !(name in feeds));
  for (const name of inner)
    copy.graph!.output!.push({ name, type: { tensorType: { elemType: type.FLOAT } } });
  const { ort, session } = await nativeSession(onnx.ModelProto.encode(copy).finish());
  const found = await session.run(
    Object.fromEntries(
      Object.entries(feeds).map(([name, { data, dims }]) => [
        name,
        data instanceof Float32Array
          ? new ort.Tensor('float32', data, dims)
          : new ort.Tensor('int64', BigInt64Array.from(data, BigInt), dims),
      ]),
    ),
  );
  return new Map(
    names.map((name) => {
      let [low, high] = [0, 0];
      for (const v of name in feeds ? feeds[name]!.data : found[name]!.data) {
        if (v < low) low = v;
        if (v > high) high = v;
      }
      return [name, { low, high }];
    }),
  );
}

/** The model with other nodes and only the constants that they read. */
function encode(
  source: OnnxTypes.ModelProto,
  node: OnnxTypes.INodeProto[],
  constants: ReadonlyMap<string, ConstantTensor>,
  output: OnnxTypes.IValueInfoProto[],
): Uint8Array {
  const read = new Set(node.flatMap(({ input }) => input ?? []));
  const initializer = [...constants].flatMap(([name, constant]) =>
    read.has(name) ? [tensorOf(name, constant)] : [],
  );
  const graph = { name: 'int8', node, initializer, input: source.graph!.input ?? [], output };
  const { irVersion, opsetImport } = source;
  return onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion, opsetImport, graph })).finish();
}
