/**
 * Builds an ONNX file from what export.py wrote: `node --import tsx tools/train/export-onnx.ts DIR OUT.onnx`.
 *
 * The graph is the level-0 network, which any runtime executes. A ladder rides along as initialisers that no node
 * reads and one metadata entry, `sparsewatt.ladder`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';

const { onnx } = onnxProto; // CommonJS: Node does not see its named exports

interface Exported {
  readonly name: string;
  readonly epsilon: number;
  readonly nodes: readonly { name: string; kernel: number; stride: number; pad: number }[];
  readonly tensors: readonly { name: string; type: 'float32' | 'int32'; dims: number[] }[];
  readonly ladder: object | null;
}

const attributeType = onnx.AttributeProto.AttributeType;
const { FLOAT, INT32 } = onnx.TensorProto.DataType;

const ints = (name: string, values: number[]) => ({ name, type: attributeType.INTS, ints: values });
const int = (name: string, value: number) => ({ name, type: attributeType.INT, i: value });
const float = (name: string, value: number) => ({ name, type: attributeType.FLOAT, f: value });

/** A float tensor's description; `N` is the free batch dimension. */
function valueInfo(name: string, dims: readonly (string | number)[]): onnxProto.onnx.IValueInfoProto {
  const dim = dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d }));
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}

/** Conv -> BatchNormalization -> Relu per convolution, then the mean over pixels and one Gemm. */
function graphNodes(network: Exported): onnxProto.onnx.INodeProto[] {
  const nodes: onnxProto.onnx.INodeProto[] = [];
  let x = 'image';
  const add = (
    opType: string,
    name: string,
    parameters: string[],
    attribute: onnxProto.onnx.IAttributeProto[],
    to = name,
  ) => {
    nodes.push({ opType, name, input: [x, ...parameters], output: [to], attribute });
    x = to;
  };
  for (const { name, kernel, stride, pad } of network.nodes) {
    add(
      'Conv',
      name,
      [`${name}.weight`],
      [
        ints('kernel_shape', [kernel, kernel]),
        ints('strides', [stride, stride]),
        ints('pads', [pad, pad, pad, pad]),
      ],
    );
    const parameters = ['scale', 'bias', 'mean', 'var'].map((part) => `${name}.bn.${part}`);
    add('BatchNormalization', `${name}.bn`, parameters, [float('epsilon', network.epsilon)]);
    add('Relu', `${name}.relu`, [], []);
  }
  add('GlobalAveragePool', 'pool', [], []);
  add('Flatten', 'flatten', [], [int('axis', 1)]);
  add('Gemm', 'fc', ['fc.weight', 'fc.bias'], [int('transB', 1)], 'logits');
  return nodes;
}

function build(dir: string): Uint8Array {
  const network = JSON.parse(readFileSync(join(dir, 'network.json'), 'utf8')) as Exported;
  const initializer = network.tensors.map(({ name, type, dims }) => ({
    name,
    dims,
    dataType: type === 'float32' ? FLOAT : INT32,
    rawData: readFileSync(join(dir, `${name}.bin`)), // little-endian, as ONNX raw data is
  }));
  return onnx.ModelProto.encode({
    irVersion: 8,
    producerName: 'sparsewatt',
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: network.name,
      node: graphNodes(network),
      initializer,
      input: [valueInfo('image', ['N', 1, 28, 28])],
      output: [valueInfo('logits', ['N', 10])],
    },
    metadataProps: network.ladder
      ? [{ key: 'sparsewatt.ladder', value: JSON.stringify(network.ladder) }]
      : [],
  }).finish();
}

const [dir, out] = process.argv.slice(2);
if (!dir || !out) {
  console.error('usage: node --import tsx tools/train/export-onnx.ts DIR OUT.onnx');
  process.exit(64);
}
writeFileSync(out, build(dir));
