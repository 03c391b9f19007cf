import type { onnx } from 'onnx-proto';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { encodeModel, floats, node } from '../network/onnx/tiny-model.ts';

/**
 * An ONNX file with a residual connection: stem, two convolutions around which the stem's output passes, a
 * last layer.
 */
export function residualModel(
  seed: number,
  change: (nodes: onnx.INodeProto[]) => void = () => {},
): Uint8Array {
  const random = (name: string, dims: number[], low: number, high: number) => {
    const draws = new RandomStream(seed, name, 'residual');
    return floats(name, dims, (i) => low + (high - low) * draws.uniform(i));
  };
  const conv = (name: string, input: string, inC: number, outC: number) => [
    [
      node('Conv', name, [input, `${name}.weight`], [`${name}.c`], { pads: [1, 1, 1, 1] }),
      node(
        'BatchNormalization',
        `${name}.bn`,
        [`${name}.c`, ...parts.map((p) => `${name}.${p}`)],
        [`${name}.b`],
        {
          epsilon: { f: 1e-5 },
        },
      ),
    ],
    [
      random(`${name}.weight`, [outC, inC, 3, 3], -0.4, 0.4),
      random(`${name}.scale`, [outC], 0.5, 1.5),
      random(`${name}.bias`, [outC], -0.3, 0.3),
      random(`${name}.mean`, [outC], -0.2, 0.2),
      random(`${name}.var`, [outC], 0.5, 1.5),
    ],
  ];
  const [stem, first, second] = [conv('stem', 'x', 2, 8), conv('a', 'stem.r', 8, 8), conv('b', 'a.r', 8, 8)];
  const nodes = [
    ...(stem![0] as onnx.INodeProto[]),
    node('Relu', 'stem.relu', ['stem.b'], ['stem.r']),
    ...(first![0] as onnx.INodeProto[]),
    node('Relu', 'a.relu', ['a.b'], ['a.r']),
    ...(second![0] as onnx.INodeProto[]),
    node('Add', 'sum', ['b.b', 'stem.r'], ['s']),
    node('Relu', 'sum.relu', ['s'], ['s.r']),
    node('GlobalAveragePool', 'pool', ['s.r'], ['p']),
    node('Flatten', 'flatten', ['p'], ['f'], { axis: 1 }),
    node('Gemm', 'fc', ['f', 'fc.weight', 'fc.bias'], ['y'], { transB: 1 }),
  ];
  change(nodes);
  return encodeModel({
    nodes,
    tensors: [
      ...[stem, first, second].flatMap((layer) => layer![1] as onnx.ITensorProto[]),
      random('fc.weight', [3, 8], -1, 1),
      random('fc.bias', [3], -0.5, 0.5),
    ],
    input: ['N', 2, 8, 8],
    metadata: {},
    opset: 14,
  });
}

const parts = ['scale', 'bias', 'mean', 'var'];

/** Seeded inputs [count][2][8][8] of neighbouring pixels that resemble each other, as images have them. */
export function residualInputs(seed: number, count: number): Float32Array {
  const draws = new RandomStream(seed, 'inputs', 'residual');
  const values = new Float32Array(count * 128);
  for (let i = 0; i < values.length; i++) {
    const before = i % 8 === 0 ? 0 : values[i - 1]!;
    values[i] = 0.7 * before + draws.uniform(i) - 0.4;
  }
  return values;
}
