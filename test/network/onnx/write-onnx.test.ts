import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import { expect, test } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { type OnnxSpec, writeOnnx } from '../../../sim/network/onnx/write-onnx.ts';
import { packageRoot } from '../../../sim/package-root.ts';

const shipped = (file: string) => readOnnx(readFileSync(join(packageRoot(), 'scenarios/models', file)), file);

/** A network that was read, as a file to be written. */
const specOf = (network: Network): OnnxSpec => ({
  ...network,
  inputs: [{ name: network.input.name, dims: ['N', ...network.input.shape.slice(1)] }],
  outputs: [{ name: network.output.name, dims: ['N', ...network.output.shape.slice(1)] }],
});

const small = (): OnnxSpec => ({
  name: 'small',
  inputs: [{ name: 'x', dims: ['N', 3] }],
  outputs: [{ name: 'y', dims: ['N', 2] }],
  nodes: [
    { name: 'fc', type: 'Gemm', inputs: ['x', 'w'], outputs: ['y'], attributes: { transB: 1, alpha: 1 } },
  ],
  initialisers: new Map([['w', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]),
});

test.each(['digits-ladder.onnx', 'digits-small-025.onnx'])('%s survives writing and reading', (file) => {
  const network = shipped(file);
  const again = readOnnx(writeOnnx(specOf(network)), 'again.onnx');
  expect(again.nodes).toEqual(network.nodes);
  expect(again.shapes.get(network.output.name)).toEqual(network.output.shape);
  expect(again.ladder).toEqual(network.ladder);
  expect(again.initialisers).toEqual(network.initialisers);
});

test('constants that nodes read are int64, the others int32, rows of bytes int8; attributes have their types', () => {
  const spec = small();
  const initialisers = new Map<
    string,
    OnnxSpec['initialisers'] extends ReadonlyMap<string, infer V> ? V : never
  >([
    ...spec.initialisers,
    ['shape', { shape: [2], data: Int32Array.of(0, -1) }],
    ['apart', { shape: [1], data: Int32Array.of(7) }],
    ['rows', { shape: [2], data: Int8Array.of(-128, 127) }],
  ]);
  const nodes = [
    { name: 'r', type: 'Reshape', inputs: ['x', 'shape'], outputs: ['flat'], attributes: {} } as const,
    { ...spec.nodes[0]!, inputs: ['flat', 'w'] },
  ];
  const bytes = writeOnnx({ ...spec, nodes, initialisers, dims: { T: 16 }, metadata: { who: 'test' } });
  const model = onnxProto.onnx.ModelProto.decode(bytes);
  const types = Object.fromEntries(model.graph!.initializer!.map((t) => [t.name, t.dataType]));
  expect(types).toEqual({ w: 1, shape: 7, apart: 6, rows: 3 });
  expect([...model.graph!.initializer!.at(-1)!.rawData!]).toEqual([128, 127]);
  const attributes = Object.fromEntries(model.graph!.node![1]!.attribute!.map((a) => [a.name, a.type]));
  expect(attributes).toEqual({ transB: 2, alpha: 1 });
  const metadata = Object.fromEntries(model.metadataProps!.map(({ key, value }) => [key, value]));
  expect(metadata).toEqual({ who: 'test', 'sparsewatt.dims': '{"T":16}' });
});

test.each<[string, RegExp, (spec: OnnxSpec) => OnnxSpec]>([
  [
    'too few values',
    /'w' of shape \[2,4\] needs 8 values, found 6/,
    (s) => ({ ...s, initialisers: new Map([['w', { ...s.initialisers.get('w')!, shape: [2, 4] }]]) }),
  ],
  [
    'a weight that is no number',
    /'w' holds values that are not finite/,
    (s) => ({ ...s, initialisers: new Map([['w', { shape: [1], data: Float32Array.of(Number.NaN) }]]) }),
  ],
  ['a value from nowhere', /node 'fc' \(Gemm\) reads 'x'/, (s) => ({ ...s, inputs: [] })],
  [
    'an output from nowhere',
    /output 'z' is written by no node/,
    (s) => ({ ...s, outputs: [{ name: 'z', dims: [1] }] }),
  ],
  [
    'a name twice',
    /node 'fc': the name 'x' is empty or used twice/,
    (s) => ({ ...s, nodes: [{ ...s.nodes[0]!, outputs: ['x'] }] }),
  ],
  [
    'a fraction where ONNX wants integers',
    /attribute 'transB' of node 'fc' is \[0.5\]/,
    (s) => ({ ...s, nodes: [{ ...s.nodes[0]!, attributes: { transB: 0.5 } }] }),
  ],
  [
    'a ladder without its node',
    /no node 'gone'/,
    (s) => ({
      ...s,
      ladder: {
        version: 1,
        blockRows: 4,
        levels: [{ sparsity: 0 }],
        layers: [
          {
            node: 'gone',
            rows: 2,
            cols: 3,
            order: Int32Array.of(0, 1, 2),
            levelEnds: [3],
            scale: new Float32Array(2),
            bias: new Float32Array(2),
          },
        ],
      },
    }),
  ],
])('refuses %s', (_, message, change) => {
  expect(() => writeOnnx(change(small()))).toThrow(message);
});
