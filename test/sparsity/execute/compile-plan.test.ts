import { describe, expect, test } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { compilePlan } from '../../../sim/sparsity/execute/compile-plan.ts';
import { createExecutor } from '../../../sim/sparsity/execute/create-executor.ts';
import { WasmExecutor } from '../../../sim/sparsity/execute/wasm-executor.ts';
import { type ChainNode, chainNetwork } from '../../helpers/chain-network.ts';
import { randomImages } from '../../helpers/tiny-network.ts';

const point = { id: 'dense', levels: [], gates: [] };
const conv: ChainNode = { type: 'Conv', constants: [[5, 1, 3, 3]], shape: [1, 5, 10, 10] };

/** Runs a chain on one sample at a time, on panels of eight and in float64, and compares. */
async function compare(network: Network, imageBytes: number): Promise<Float32Array> {
  const images = randomImages(5, 20).subarray(100, 100 + 9 * imageBytes);
  const reference = await (await createExecutor(network, { backend: 'reference' })).run(images, 9, point);
  const found = new WasmExecutor(network).run(images, 9, point);
  expect(new WasmExecutor(network, { batch: 1 }).run(images, 9, point)).toEqual(found);
  found.logits.forEach((v, i) => {
    expect(Math.abs(v - reference.logits[i]!)).toBeLessThan(1e-5);
  });
  return found.logits;
}

describe('chains of operators agree with float64', () => {
  test('convolution with bias, strides, dilation and uneven padding; pooling; fully connected; softmax', async () => {
    const network = chainNetwork(
      [1, 2, 12, 11],
      [
        {
          type: 'Conv',
          constants: [[6, 2, 3, 2], [6]],
          attributes: { strides: [1, 2], dilations: [2, 1], pads: [2, 0, 1, 1] },
          shape: [1, 6, 11, 6],
        },
        {
          type: 'BatchNormalization',
          constants: [[6], [6], [6], [6]],
          attributes: { epsilon: 1e-3 },
          shape: [1, 6, 11, 6],
        },
        { type: 'Add', constants: [[1, 6, 1, 1]], shape: [1, 6, 11, 6] },
        { type: 'Relu', shape: [1, 6, 11, 6] },
        {
          type: 'MaxPool',
          attributes: { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 1, 1] },
          shape: [1, 6, 6, 6],
        },
        { type: 'Conv', constants: [[7, 6, 1, 1]], shape: [1, 7, 6, 6] },
        { type: 'AveragePool', attributes: { kernel_shape: [2, 2], strides: [2, 2] }, shape: [1, 7, 3, 3] },
        { type: 'Identity', shape: [1, 7, 3, 3] },
        { type: 'Flatten', shape: [1, 63] },
        { type: 'MatMul', constants: [[63, 9]], shape: [1, 9] },
        { type: 'Add', constants: [[9]], shape: [1, 9] },
        { type: 'Relu', shape: [1, 9] },
        { type: 'Gemm', constants: [[9, 4], [4]], attributes: { alpha: 0.5, beta: 2 }, shape: [1, 4] },
        { type: 'Softmax', attributes: { axis: 1 }, shape: [1, 4] },
      ],
    );
    const outputs = await compare(network, 264);
    expect(outputs.slice(0, 4).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });

  test('a perceptron on flattened images, and an image reshaped from a vector', async () => {
    const gemm: ChainNode = {
      type: 'Gemm',
      constants: [[10, 100], [10]],
      attributes: { transB: 1 },
      shape: [1, 10],
    };
    await compare(chainNetwork([1, 1, 10, 10], [{ type: 'Flatten', shape: [1, 100] }, gemm]), 100);
    await compare(chainNetwork([1, 100], [gemm]), 100);
    const reshaped = chainNetwork(
      [1, 100],
      [
        { type: 'Reshape', constants: [[4]], shape: [1, 1, 10, 10] },
        { ...conv, attributes: { pads: [1, 1, 1, 1] } },
        { type: 'GlobalAveragePool', shape: [1, 5, 1, 1] },
      ],
    );
    await compare(reshaped, 100);
  });

  test('outputs of several pixels are collected channel by channel', async () => {
    const network = chainNetwork(
      [1, 1, 6, 5],
      [{ type: 'Conv', constants: [[3, 1, 3, 3]], shape: [1, 3, 4, 3] }],
    );
    expect((await compare(network, 30)).length).toBe(9 * 36);
  });
});

describe('what is not executed is refused by node', () => {
  const padded: ChainNode = { ...conv, attributes: { pads: [1, 1, 1, 1] } };
  test.each<[string, ChainNode[], RegExp]>([
    ['groups', [{ ...conv, attributes: { group: 5 } }], /node Conv0: Conv with groups/],
    [
      'automatic padding',
      [{ ...conv, attributes: { auto_pad: 'SAME_UPPER' } }],
      /node Conv0: .*auto_pad SAME_UPPER/,
    ],
    [
      'the wrong number of channels',
      [{ ...conv, constants: [[5, 2, 3, 3]] }],
      /weight of shape 5 x 2 x 3 x 3 for 1 channels/,
    ],
    [
      'rounding up',
      [{ type: 'MaxPool', attributes: { kernel_shape: [3, 3], ceil_mode: 1 }, shape: [1, 1, 4, 4] }],
      /ceil_mode/,
    ],
    [
      'a residual',
      [padded, { type: 'Add', inputs: ['Conv0', 'input'], shape: [1, 5, 10, 10] }],
      /node Add1: .*only chains/,
    ],
    ['Relu on its own', [{ type: 'Relu', shape: [1, 1, 10, 10] }], /node Relu0: Relu must follow/],
    [
      'batch normalisation after Relu',
      [
        padded,
        { type: 'Relu', shape: [1, 5, 10, 10] },
        { type: 'BatchNormalization', constants: [[5], [5], [5], [5]], shape: [1, 5, 10, 10] },
      ],
      /node BatchNormalization2: .*must come before Relu/,
    ],
    [
      'adding an image',
      [padded, { type: 'Add', constants: [[1, 1, 10, 10]], shape: [1, 5, 10, 10] }],
      /one value a channel \(5\)/,
    ],
    [
      'a reshape of activations',
      [padded, { type: 'Reshape', constants: [[4]], shape: [1, 10, 5, 10] }],
      /node Reshape1/,
    ],
    [
      'a transposed input',
      [
        { type: 'Flatten', shape: [1, 100] },
        { type: 'Gemm', constants: [[100, 3]], attributes: { transA: 1 }, shape: [1, 3] },
      ],
      /node Gemm1/,
    ],
    [
      'anything after Softmax',
      [
        { type: 'Softmax', shape: [1, 100] },
        { type: 'Identity', shape: [1, 100] },
      ],
      /node Identity1: .*after Softmax/,
    ],
  ])('%s', (_what, chain, message) => {
    expect(() => compilePlan(chainNetwork([1, 1, 10, 10], chain))).toThrow(message);
  });

  test('a ladder layer that the graph does not have', () => {
    const layer = {
      node: 'nowhere',
      rows: 4,
      cols: 9,
      order: Int32Array.of(0),
      levelEnds: [1],
      scale: new Float32Array(4),
      bias: new Float32Array(4),
    };
    const ladder = { version: 1, blockRows: 4, levels: [{ sparsity: 0 }], layers: [layer] } as const;
    expect(() => compilePlan({ ...chainNetwork([1, 1, 10, 10], [padded]), ladder })).toThrow(
      /node nowhere: the ladder has 4 x 9 weights here, the graph no such layer/,
    );
  });
});
