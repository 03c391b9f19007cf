import fc from 'fast-check';
import onnxProto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { floatOfHalf, halfOfFloat } from '../../../sim/network/onnx/half-float.ts';
import { narrowConstants } from '../../../sim/network/onnx/narrow-constants.ts';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';

const { ModelProto, TensorProto, AttributeProto } = onnxProto.onnx;

describe('halves', () => {
  test('every finite one is what it was when it has been a float', () => {
    const finite = Array.from({ length: 65536 }, (_, bits) => bits).filter(
      (bits) => ((bits >> 10) & 31) < 31,
    );
    expect(finite.filter((bits) => halfOfFloat(floatOfHalf(bits)) !== bits)).toEqual([]);
  });

  test('are the nearest, ties to even', () => {
    const values = fc.double({ min: -65504, max: 65504, noNaN: true });
    fc.assert(
      fc.property(values, (value) => {
        const bits = halfOfFloat(value);
        const off = Math.abs(floatOfHalf(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          if (((other >> 10) & 31) === 31 || (other & 0x8000) !== (bits & 0x8000)) continue;
          const apart = Math.abs(floatOfHalf(other) - value);
          expect(off < apart || (off === apart && bits % 2 === 0)).toBe(true);
        }
      }),
      { seed: 1 },
    );
    expect(() => halfOfFloat(65520)).toThrow(/65520; halves hold/);
    expect(() => halfOfFloat(Number.NaN)).toThrow(RangeError);
  });
});

describe('a network with weights of halves', () => {
  const cols = 40;
  const rows = 32;
  const weights = Float32Array.from({ length: rows * cols }, (_, i) => Math.sin(i));
  const value = (name: string, size: number) => ({
    name,
    type: {
      tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'N' }, { dimValue: size }] } },
    },
  });
  const model = () =>
    ModelProto.create({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 20 }],
      graph: {
        name: 'one',
        input: [value('x', cols)],
        output: [value('y', rows)],
        node: [{ opType: 'MatMul', name: 'y', input: ['x', 'w'], output: ['y'] }],
        initializer: [
          {
            name: 'w',
            dims: [cols, rows],
            dataType: TensorProto.DataType.FLOAT,
            rawData: new Uint8Array(weights.buffer),
          },
        ],
      },
    });

  test('is that of the rounded weights, in half the bytes', async () => {
    const [plain, halved] = [model(), model()];
    expect(narrowConstants(halved.graph!)).toBe(1);
    const bytes = ModelProto.encode(halved).finish();
    expect(bytes.length).toBeLessThan(ModelProto.encode(plain).finish().length * 0.6);
    const network = readOnnx(bytes, 'half.onnx');
    expect(network.nodes.map(({ type }) => type)).toEqual(['MatMul']);
    const rounded = weights.map((v) => floatOfHalf(halfOfFloat(v)));
    expect(network.initialisers.get('w')!.data).toEqual(rounded);
    const executor = await GraphExecutor.open(network);
    const x = new Float32Array(cols);
    x[3] = 1;
    expect(executor.run({ x }, 1)['y']).toEqual(rounded.subarray(3 * rows, 4 * rows));
  });

  test('is refused where something else than a Cast to float32 reads them', () => {
    const halved = model();
    narrowConstants(halved.graph!);
    const cast = halved.graph!.node![0]!;
    cast.attribute = [{ name: 'to', type: AttributeProto.AttributeType.INT, i: TensorProto.DataType.DOUBLE }];
    expect(() => readOnnx(ModelProto.encode(halved).finish(), 'half.onnx')).toThrow(
      /'w\.half' has ONNX data type 10; .*where a Cast makes it float32/,
    );
  });

  test('with bytes missing is refused as others are', () => {
    const halved = model();
    narrowConstants(halved.graph!);
    const half = halved.graph!.initializer![0]!;
    half.rawData = half.rawData!.subarray(0, 11);
    expect(() => readOnnx(ModelProto.encode(halved).finish(), 'half.onnx')).toThrow(
      /needs 1280 values.*holds 5/,
    );
  });
});
