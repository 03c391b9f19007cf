import onnxProto, { type onnx as OnnxTypes } from 'onnx-proto';
import type { DenseMatrix } from '../../kernels/index.ts';

// The package is CommonJS: its names exist on the default export only.
const { onnx } = onnxProto;
const FLOAT = onnx.TensorProto.DataType.FLOAT;

export const tensor = (name: string, dims: number[], values: Float32Array) =>
  onnx.TensorProto.create({
    name,
    dims,
    dataType: FLOAT,
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  });

const value = (name: string, dims: number[]): OnnxTypes.IValueInfoProto => ({
  name,
  type: { tensorType: { elemType: FLOAT, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } },
});

export function encodeModel(
  node: OnnxTypes.INodeProto[],
  initializer: OnnxTypes.ITensorProto[],
  input: number[],
  output: number[],
): Uint8Array {
  const graph = { name: 'g', node, initializer, input: [value('x', input)], output: [value('y', output)] };
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph }),
  ).finish();
}

/** Matrices one after another, x [n][cols of the first] -> y [n][rows of the last]. */
export function matmulChain(matrices: readonly DenseMatrix[], n: number): Uint8Array {
  const name = (i: number) => (i === 0 ? 'x' : i === matrices.length ? 'y' : `h${i}`);
  const nodes = matrices.map((_, i) => ({
    opType: 'MatMul',
    input: [name(i), `w${i}`],
    output: [name(i + 1)],
  }));
  const weights = matrices.map(({ rows, cols, values }, i) => {
    const transposed = new Float32Array(rows * cols);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) transposed[c * rows + r] = values[r * cols + c]!;
    }
    return tensor(`w${i}`, [cols, rows], transposed);
  });
  return encodeModel(nodes, weights, [n, matrices[0]!.cols], [n, matrices.at(-1)!.rows]);
}

/** Convolutions 3 x 3 with padding 1, one after another, on images [batch][channels][side][side]. */
export function convChain(
  matrices: readonly DenseMatrix[],
  channels: number,
  side: number,
  batch: number,
): Uint8Array {
  const name = (i: number) => (i === 0 ? 'x' : i === matrices.length ? 'y' : `h${i}`);
  const nodes = matrices.map((_, i) => ({
    opType: 'Conv',
    input: [name(i), `w${i}`],
    output: [name(i + 1)],
    attribute: [
      { name: 'kernel_shape', type: onnx.AttributeProto.AttributeType.INTS, ints: [3, 3] },
      { name: 'pads', type: onnx.AttributeProto.AttributeType.INTS, ints: [1, 1, 1, 1] },
    ],
  }));
  const weights = matrices.map(({ values }, i) => tensor(`w${i}`, [channels, channels, 3, 3], values));
  const dims = [batch, channels, side, side];
  return encodeModel(nodes, weights, dims, dims);
}
