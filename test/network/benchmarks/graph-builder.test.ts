import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { GraphBuilder } from '../../../sim/network/benchmarks/graph-builder.ts';
import { denseWork } from '../../../sim/network/dense-work.ts';
import { inferShapes } from '../../../sim/network/infer-shapes.ts';
import type { NetworkNode, Tensor } from '../../../sim/network/network.ts';

const image = (channels: number, side: number) =>
  new GraphBuilder('test', { name: 'x', shape: [1, channels, side, side] });

describe('GraphBuilder', () => {
  // Shapes are worked out twice, here and by the reader of ONNX files, which knows the operators of these networks.
  it.each([
    'mlperf-tiny-ad',
    'mlperf-tiny-ic',
    'mlperf-tiny-kws',
    'mlperf-tiny-sww',
    'cmsis-nn-cifar10',
    'kws-aloha',
  ])('%s has the shapes that the reader of files infers', (id) => {
    const network = benchmarkNetwork(id);
    const initialisers = new Map<string, Tensor>();
    for (const [name, { shape }] of network.initialisers)
      initialisers.set(name, { shape, data: new Float32Array(shape.reduce((a, b) => a * b)) });
    const inferred = inferShapes(
      network.nodes as NetworkNode[],
      [network.input],
      initialisers,
      (code, message) => {
        throw new Error(`${code} ${message}`);
      },
    );
    expect(inferred).toEqual(new Map(network.shapes));
  });

  it.each<[string, (g: GraphBuilder) => unknown, RegExp]>([
    ['an unknown value', (g) => g.conv('a', 'y', { out: 4, kernel: 3 }), /test: y is not a value/],
    ['a name twice', (g) => g.map('x', 'Relu', 'x'), /x is named twice/],
    [
      'groups that do not divide',
      (g) => g.conv('a', 'x', { out: 4, kernel: 1, groups: 3 }),
      /not multiples of 3/,
    ],
    [
      'a window that does not fit',
      (g) => g.maxPool('a', 'x', { kernel: 9, pad: 0 }),
      /does not fit \[1, 2, 8, 8\]/,
    ],
    [
      'a sum of different shapes',
      (g) => g.combine('a', 'Add', 'x', g.conv('b', 'x', { out: 3, kernel: 1 })),
      /cannot combine/,
    ],
    [
      'a product that does not fit',
      (g) => g.matmul('a', 'x', g.conv('b', 'x', { out: 3, kernel: 1 })),
      /cannot multiply/,
    ],
    ['a view of another size', (g) => g.view('a', 'x', [1, 100]), /cannot view x as \[1, 100\]/],
    ['an image where a vector is due', (g) => g.dense('a', 'x', 3), /needs a vector or a sequence/],
    [
      'a vector where an image is due',
      (g) => g.globalAveragePool('b', g.view('a', 'x', [1, 128])),
      /needs an image/,
    ],
    [
      'weights shared with another shape',
      (g) => g.conv('b', g.conv('a', 'x', { out: 3, kernel: 1 }), { out: 3, kernel: 1 }, 'a'),
      /a\.weight is shared, but as \[3, 3, 1, 1\]/,
    ],
    [
      'a joint of different shapes',
      (g) => g.concat('c', ['x', g.conv('b', 'x', { out: 2, kernel: 1, stride: 2 })], 1),
      /joins values of different shapes/,
    ],
  ])('refuses %s', (_what, build, message) => {
    expect(() => build(image(2, 8))).toThrow(message);
  });

  it('stores shared weights once', () => {
    const g = image(4, 8);
    const first = g.conv('a', 'x', { out: 4, kernel: 3 });
    const second = g.conv('b', g.map('relu', 'Relu', first), { out: 4, kernel: 3 }, 'a');
    const work = denseWork(g.build(second));
    expect(work.map(({ node, weights, sharesWeightsOf }) => [node, weights, sharesWeightsOf])).toEqual([
      ['a', 144, null],
      ['b', 144, 'a'],
    ]);
  });

  it('sees attention as products of activations, which have no weights', () => {
    const g = new GraphBuilder('test', { name: 'x', shape: [1, 5, 8] });
    const query = g.view('q', 'x', [1, 2, 5, 4]);
    const key = g.view('k', g.dense('key', 'x', 8), [1, 2, 4, 5]);
    const work = denseWork(g.build(g.matmul('scores', query, key)));
    expect(work.map(({ kind }) => kind)).toEqual(['fully-connected', 'attention']);
    expect(work[0]).toMatchObject({ rows: 8, depth: 8, pixels: 5, weights: 64, grossMacs: 320 });
    // Two heads of 5 x 4 times 4 x 5.
    expect(work[1]).toMatchObject({
      rows: 5,
      depth: 4,
      pixels: 10,
      weights: 0,
      grossMacs: 200,
      activeMacs: 200,
    });
    expect(work[1]).toMatchObject({ inputValues: 80, outputValues: 50, outputShape: [1, 2, 5, 5] });
  });

  it('fuses biases, clipping activations and constant scales, and no other activation', () => {
    const g = new GraphBuilder('test', { name: 'x', shape: [1, 5, 8] });
    const clipped = g.map('clip', 'Clip', g.scaleOffset('norm', g.dense('a', 'x', 8)));
    const gelu = g.map('gelu', 'Gelu', clipped);
    const work = denseWork(g.build(g.layerNorm('ln', gelu)));
    expect(work.map(({ node, kind }) => [node, kind])).toEqual([
      ['a', 'fully-connected'],
      ['gelu', 'elementwise'],
      ['ln', 'normalisation'],
    ]);
  });
});
