import { expect, test } from 'vitest';
import { denseWork } from '../../../../sim/network/dense-work.ts';
import type { Network } from '../../../../sim/network/network.ts';
import { OnnxBuilder } from '../../../../sim/network/onnx/onnx-builder.ts';
import { readOnnx } from '../../../../sim/network/onnx/read-onnx.ts';
import { compilePlan } from '../../../../sim/sparsity/execute/compile-plan.ts';
import { compileGraph } from '../../../../sim/sparsity/execute/graph/compile-graph.ts';
import { UnsupportedNetworkError } from '../../../../sim/sparsity/execute/unsupported-network-error.ts';
import { randomResidual, randomTowers, randomTransformer } from '../../../helpers/random-graphs.ts';

const kinds = (network: Network) => compileGraph(network).steps.map(({ kind }) => kind);

test('a transformer becomes embedding, norms, matrices, attention and pools: no small operator is left', () => {
  const { network } = randomTransformer(1);
  const layer = ['norm', 'matrix', 'matrix', 'matrix', 'attention', 'matrix', 'add', 'norm', 'matrix'];
  const first = ['embed', ...layer, 'matrix', 'add'];
  const second = [...layer, 'point', 'matrix', 'add'];
  // The file has both heads behind the second layer; an early output must not wait for it.
  const [early, tags, late] = [
    ['mean', 'matrix'],
    ['norm', 'matrix'],
    ['largest', 'matrix'],
  ] as const;
  expect(kinds(network)).toEqual([...first, ...early, ...second, ...tags, ...late]);
  const plan = compileGraph(network);
  expect(plan.sequences).toEqual([{ input: 'ids', most: 24, padded: true, like: null }]);
  expect(plan.steps[0]).toMatchObject({ table: { rows: 50, cols: 32 } });
  const [attention] = plan.steps.filter((step) => step.kind === 'attention');
  expect(attention).toMatchObject({ heads: 2, features: 16, valueFeatures: 16 });
  expect(attention).toHaveProperty('scale', Math.fround(1 / 4));
});

test('a residual network fuses batch norm and Relu, and the Relu of its sums', () => {
  const { network } = randomResidual(1);
  const plan = compileGraph(network);
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'matrix',
    ...['matrix', 'matrix', 'add'],
    ...['matrix', 'matrix', 'matrix', 'add'],
    ...['matrix', 'matrix', 'add'],
    ...['pool', 'matrix'],
  ]);
  expect(plan.steps.filter((step) => step.kind === 'add').every((step) => step.relu)).toBe(true);
  expect(() => compilePlan(network)).toThrow(/only chains are executed/);
});

test.each([randomResidual, randomTransformer, randomTowers])(
  '%o has costs: every matrix and both products of attention',
  (make) => {
    const { network } = make(2);
    const work = denseWork(network);
    const macs = work.reduce((sum, { grossMacs }) => sum + grossMacs, 0);
    const counted = network.nodes.reduce((sum, node) => {
      if (!['Conv', 'Gemm', 'MatMul'].includes(node.type)) return sum;
      const out = network.shapes.get(node.outputs[0]!)!;
      const weight = network.shapes.get(node.inputs[1]!)!;
      const depth = node.type === 'MatMul' ? weight.at(-2)! : weight.slice(1).reduce((a, b) => a * b, 1);
      return sum + out.reduce((a, b) => a * b, 1) * depth;
    }, 0);
    expect(macs).toBe(counted);
  },
);

/** A small token network whose parts a test changes. */
function tokens(
  change: (b: OnnxBuilder, x: string) => string,
  outputShape: (string | number)[] = ['N', 'T', 8],
): Network {
  const b = new OnnxBuilder('small');
  const ids = b.input('ids', ['N', 'T'], 'int64');
  const table = {
    rows: 5,
    cols: 8,
    values: new Int8Array(40).fill(3),
    scales: new Float32Array(5).fill(0.1),
  };
  const end = change(b, b.embedding('x', ids, table));
  b.output(end, outputShape);
  return readOnnx(b.write({ dims: { T: 16 } }), 'small.onnx');
}

const scalar = (b: OnnxBuilder, name: string, value: number) => b.constant(name, [], Float32Array.of(value));
const integers = (b: OnnxBuilder, name: string, list: number[]) =>
  b.constant(name, [list.length], Int32Array.from(list));

test('scales before the product, one divided after it, and masks by Not and Cast are the same attention', () => {
  const network = tokens((b, x) => {
    const split = integers(b, 'split', [0, 0, 2, 4]);
    const turn = (name: string, perm: number[]) =>
      b.add('Transpose', `${name}.t`, [b.add('Reshape', `${name}.r`, [x, split])], { perm });
    const q = b.add('Mul', 'q', [turn('q', [0, 2, 1, 3]), scalar(b, 'half', 0.5)]);
    const k = b.add('Transpose', 'k', [turn('k', [0, 2, 1, 3])], { perm: [0, 1, 3, 2] });
    const scores = b.add('Div', 'scores', [b.add('MatMul', 'qk', [q, k]), scalar(b, 'two', 2)]);
    const real = b.add('Not', 'real', [b.add('Equal', 'pad', ['ids', integers(b, 'zero', [0])])]);
    const keep = b.add('Cast', 'keep', [real], { to: 1 });
    const low = b.add('Mul', 'low', [
      b.add('Sub', 'gone', [scalar(b, 'one', 1), keep]),
      scalar(b, 'much', -1e9),
    ]);
    const mask = b.add('Unsqueeze', 'mask', [low, integers(b, 'axes', [1, 2])]);
    const shares = b.add('Softmax', 'shares', [b.add('Add', 'masked', [mask, scores])], { axis: -1 });
    const heard = b.add('MatMul', 'heard', [shares, turn('v', [0, 2, 1, 3])]);
    const joined = b.add('Transpose', 'joined', [heard], { perm: [0, 2, 1, 3] });
    return b.add('Reshape', 'y', [joined, integers(b, 'join', [0, 0, -1])]);
  });
  const plan = compileGraph(network);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['embed', 'attention']);
  expect(plan.steps[1]).toMatchObject({ heads: 2, features: 4, scale: 0.25 });
  expect(plan.sequences[0]!.padded).toBe(true);
});

test.each(['ReduceMean', 'ReduceMax'] as const)('without a mask all tokens count in %s', (type) => {
  const network = tokens((b, x) => b.add(type, 'y', [x, integers(b, 'one', [1])], { keepdims: 0 }), ['N', 8]);
  expect(compileGraph(network).sequences[0]!.padded).toBe(false);
});

test.each<[string, RegExp, () => Network]>([
  [
    'a causal or other mask that is added as a constant',
    /node masked: Add reads 'scores' \(scores\) in no pattern/,
    () =>
      tokens(
        (b, x) => {
          const split = integers(b, 'split', [0, 0, 2, 4]);
          const r = b.add('Reshape', 'r', [x, split]);
          const q = b.add('Transpose', 'q', [r], { perm: [0, 2, 1, 3] });
          const k = b.add('Transpose', 'k', [r], { perm: [0, 2, 3, 1] });
          const scores = b.add('MatMul', 'scores', [q, k]);
          const triangle = b.constant('triangle', [16, 16], new Float32Array(256));
          return b.add('Softmax', 'y', [b.add('Add', 'masked', [scores, triangle])], { axis: -1 });
        },
        ['N', 2, 'T', 'T'],
      ),
  ],
  [
    'scores as an output',
    /node y: an output that no kernel computes \(scores\)/,
    () =>
      tokens(
        (b, x) => {
          const r = b.add('Reshape', 'r', [x, integers(b, 'split', [0, 0, 2, 4])]);
          const turned = ([name, perm]: [string, number[]]) => b.add('Transpose', name, [r], { perm });
          return b.add('MatMul', 'y', [turned(['q', [0, 2, 1, 3]]), turned(['k', [0, 2, 3, 1]])]);
        },
        ['N', 2, 'T', 'T'],
      ),
  ],
  [
    'a largest value of tokens that are not low enough where padded',
    /node low: Add reads '.*' \(choice\) in no pattern/,
    () =>
      tokens(
        (b, x) => {
          b.output(b.tokenMaximum('kept', x, 'ids'), ['N', 8]);
          const little = b.add('Mul', 'little', ['ids.floor', b.constant('part', [], Float32Array.of(1e-9))]);
          return b.add('ReduceMax', 'y', [b.add('Add', 'low', [x, little]), integers(b, 'one', [1])], {
            keepdims: 0,
          });
        },
        ['N', 8],
      ),
  ],
  [
    'a mean that takes in padding beside one that leaves it out',
    /node y: ReduceMean takes in padded tokens of 'ids', unlike node 'kept'/,
    () =>
      tokens(
        (b, x) => {
          b.output(b.tokenMean('kept', x, 'ids'), ['N', 8]);
          return b.add('ReduceMean', 'y', [x, integers(b, 'one', [1])], { keepdims: 0 });
        },
        ['N', 8],
      ),
  ],
  [
    'a batch norm whose matrix is read elsewhere too',
    /node bn: BatchNormalization must follow a Conv, Gemm or MatMul whose result nothing else reads/,
    () => {
      const b = new OnnxBuilder('shared');
      const x = b.input('x', ['N', 1, 4, 4]);
      const c = b.conv('c', x, { shape: [4, 1, 1, 1], data: new Float32Array(4) }, 1, 0);
      const one = new Float32Array(4).fill(1);
      const bn = b.batchNorm('bn', c, { scale: one, bias: one, mean: one, var: one });
      b.output(b.add('Add', 'y', [c, bn]), ['N', 4, 4, 4]);
      return readOnnx(b.write(), 'shared.onnx');
    },
  ],
  [
    'positions of another value than the embedding',
    /node late: Add of positions must follow the embedding/,
    () =>
      tokens((b, x) => {
        const g = new Float32Array(8).fill(1);
        const table = { shape: [16, 8], data: new Float32Array(128) };
        return b.positions('late', b.layerNorm('norm', x, g, g), 'ids', table);
      }),
  ],
  [
    'a sum of tokens and samples of one shape',
    /node y: Add of 8 x 1 x 1 of tokens 0 and 8 x 1 x 1 of samples/,
    () => tokens((b, x) => b.add('Add', 'y', [x, b.tokenMean('mean', x, 'ids')])),
  ],
  [
    'a layer norm of images',
    /node y: LayerNormalization of images/,
    () => {
      const b = new OnnxBuilder('image');
      const x = b.input('x', ['N', 2, 4, 4]);
      const four = new Float32Array(4).fill(1);
      b.output(b.layerNorm('y', x, four, four), ['N', 2, 4, 4]);
      return readOnnx(b.write(), 'image.onnx');
    },
  ],
])('refuses %s, naming the node', (_, message, make) => {
  const network = make();
  expect(() => compileGraph(network)).toThrow(UnsupportedNetworkError);
  expect(() => compileGraph(network)).toThrow(message);
});
