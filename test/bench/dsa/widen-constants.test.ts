import onnxProto from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { constantOf } from '../../../bench/dsa/onnx-constants.ts';
import { widenConstants } from '../../../bench/dsa/widen-constants.ts';
import { narrowConstants } from '../../../sim/network/onnx/narrow-constants.ts';

const { GraphProto, TensorProto } = onnxProto.onnx;
const { FLOAT } = TensorProto.DataType;

/** Two matrices whose values halves hold exactly, one of them inside a Buffer that holds more. */
function graphOf(values: Float32Array) {
  const file = Buffer.concat([Buffer.from([1, 2, 3]), Buffer.from(values.buffer)]);
  return GraphProto.create({
    node: [{ opType: 'MatMul', name: 'product', input: ['x', 'w'], output: ['y'] }],
    initializer: [
      { name: 'w', dims: [64, 64], dataType: FLOAT, rawData: new Uint8Array(values.buffer) },
      { name: 'v', dims: [64, 64], dataType: FLOAT, rawData: file.subarray(3) },
    ],
  });
}

describe('widening the constants of a peer', () => {
  it('undoes their narrowing: no halves, no casts, the same values by the same names', () => {
    const values = Float32Array.from({ length: 4096 }, (_, i) => (i - 2048) / 1024);
    const graph = graphOf(values);
    expect(narrowConstants(graph)).toBe(2);
    const wide = widenConstants(graph);
    expect(wide.node!.map(({ opType }) => opType)).toEqual(['MatMul']);
    expect(wide.initializer!.map(({ name }) => name).sort()).toEqual(['v', 'w']);
    for (const tensor of wide.initializer!) expect(constantOf(tensor).data).toEqual(values);
  });

  it('reads constants that lie within a larger buffer', () => {
    const values = Float32Array.from({ length: 4096 }, (_, i) => i);
    for (const tensor of graphOf(values).initializer!)
      expect(constantOf({ ...tensor, dims: [64, 64] }).data).toEqual(values);
  });
});
