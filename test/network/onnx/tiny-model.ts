import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';

const { ModelProto, AttributeProto, TensorProto } = onnxProto.onnx;
const { FLOAT, INT32, INT64 } = TensorProto.DataType;

/** Attributes: integers, lists of integers, strings; floats are written as { f }. */
type Attribute = number | number[] | string | { f: number };

export function node(
  opType: string,
  name: string,
  input: string[],
  output: string[],
  attributes: Record<string, Attribute> = {},
): onnx.INodeProto {
  const { INT, INTS, FLOAT: F, STRING } = AttributeProto.AttributeType;
  const attribute = Object.entries(attributes).map(([key, value]) => {
    if (typeof value === 'number') return { name: key, type: INT, i: value };
    if (typeof value === 'string') return { name: key, type: STRING, s: new TextEncoder().encode(value) };
    if (Array.isArray(value)) return { name: key, type: INTS, ints: value };
    return { name: key, type: F, f: value.f };
  });
  return { opType, name, input, output, attribute };
}

export const floats = (name: string, dims: number[], value: (i: number) => number): onnx.ITensorProto => {
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => value(i));
  return { name, dims, dataType: FLOAT, rawData: new Uint8Array(data.buffer) };
};
const int32s = (name: string, values: number[]): onnx.ITensorProto => ({
  name,
  dims: [values.length],
  dataType: INT32,
  int32Data: values,
});
export const int64s = (name: string, values: number[]): onnx.ITensorProto => ({
  name,
  dims: [values.length],
  dataType: INT64,
  int64Data: values,
});

/** The parts of a model file that tests change. */
export interface TinyModel {
  nodes: onnx.INodeProto[];
  tensors: onnx.ITensorProto[];
  input: (string | number)[];
  metadata: Record<string, string>;
  opset: number;
}

/** Conv (8 channels, 3 x 3) with batch norm and Relu, mean pool, Gemm to 3 classes; a ladder of 3 levels on the Conv. */
export function tinyModel(): TinyModel {
  return {
    nodes: [
      node('Conv', 'conv', ['x', 'conv.weight'], ['c'], { pads: [1, 1, 1, 1], strides: [2, 2] }),
      node('BatchNormalization', 'bn', ['c', 'bn.scale', 'bn.bias', 'bn.mean', 'bn.var'], ['b'], {
        epsilon: { f: 1e-5 },
      }),
      node('Relu', 'relu', ['b'], ['r']),
      node('GlobalAveragePool', 'pool', ['r'], ['p']),
      node('Flatten', 'flatten', ['p'], ['f'], { axis: 1 }),
      node('Gemm', 'fc', ['f', 'fc.weight', 'fc.bias'], ['y'], { transB: 1 }),
    ],
    tensors: [
      floats('conv.weight', [8, 2, 3, 3], (i) => (i % 7) - 3.5),
      ...['scale', 'bias', 'mean', 'var'].map((part) => floats(`bn.${part}`, [8], () => 1)),
      floats('fc.weight', [3, 8], (i) => i / 24),
      floats('fc.bias', [3], () => 0),
      int32s(
        'order',
        Array.from({ length: 36 }, (_, i) => 35 - i),
      ),
      floats('ladder.scale', [3, 8], () => 1),
      floats('ladder.bias', [3, 8], () => 0),
    ],
    input: ['N', 2, 8, 8],
    metadata: { 'sparsewatt.ladder': JSON.stringify(tinyLadder()) },
    opset: 13,
  };
}

/** The ladder document of `tinyModel`: 36 blocks, of which 36, 18 and 9 are active. */
export function tinyLadder() {
  return {
    version: 1 as number,
    blockRows: 4,
    levels: [{ sparsity: 0 }, { sparsity: 0.5 }, { sparsity: 0.75 }],
    layers: [
      {
        node: 'conv',
        weight: 'conv.weight',
        order: 'order',
        levelEnds: [36, 18, 9],
        scale: 'ladder.scale',
        bias: 'ladder.bias',
      },
    ],
  };
}

export function encodeModel(model: TinyModel): Uint8Array {
  const value = (name: string, dims: (string | number)[]): onnx.IValueInfoProto => ({
    name,
    type: {
      tensorType: {
        elemType: FLOAT,
        shape: { dim: dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d })) },
      },
    },
  });
  return ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: model.opset }],
    graph: {
      name: 'tiny',
      node: model.nodes,
      initializer: model.tensors,
      input: [value('x', model.input)],
      output: [value('y', ['N', 3])],
    },
    metadataProps: Object.entries(model.metadata).map(([key, text]) => ({ key, value: text })),
  }).finish();
}
