import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { Network, NetworkNode, Tensor } from '../../../sim/network/network.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';

/**
 * 8x8 image -> conv 3x3/2 (4) -> conv 3x3 (8, in a ladder of 3 levels: all, half, a quarter of the blocks) -> mean ->
 * 3 outputs. Weights are random.
 */
export function smallNetwork(seed: number, outChannels = 8): Network {
  const draws = new RandomStream(seed, 'small-network', 'weights');
  let next = 0;
  const random = (n: number, low: number, high: number) =>
    Float32Array.from({ length: n }, () => low + (high - low) * draws.uniform(next++));
  const initialisers = new Map<string, Tensor>();
  const constant = (name: string, shape: number[], low = -0.5, high = 0.6) => {
    initialisers.set(name, {
      shape,
      data: random(
        shape.reduce((a, b) => a * b, 1),
        low,
        high,
      ),
    });
    return name;
  };
  const nodes: NetworkNode[] = [];
  let x = 'image';
  const add = (type: NetworkNode['type'], name: string, constants: string[] = [], attributes = {}) => {
    nodes.push({ type, name, inputs: [x, ...constants], outputs: [name], attributes });
    x = name;
  };
  const norm = (name: string, channels: number) =>
    add(
      'BatchNormalization',
      `${name}.bn`,
      [
        constant(`${name}.scale`, [channels], 0.5, 1.5),
        constant(`${name}.offset`, [channels], -0.1, 0.2),
        constant(`${name}.mean`, [channels], -0.1, 0.1),
        constant(`${name}.var`, [channels], 0.5, 1.5),
      ],
      { epsilon: 1e-5 },
    );
  add('Conv', 'c1', [constant('c1.w', [4, 1, 3, 3])], { strides: [2, 2], pads: [1, 1, 1, 1] });
  norm('c1', 4);
  add('Relu', 'c1.relu');
  add('Conv', 'c2', [constant('c2.w', [outChannels, 4, 3, 3], -0.3, 0.35)], {
    strides: [1, 1],
    pads: [1, 1, 1, 1],
  });
  norm('c2', outChannels);
  add('Relu', 'c2.relu');
  add('GlobalAveragePool', 'pool');
  add('Flatten', 'flat');
  add('Gemm', 'fc', [constant('fc.w', [3, outChannels]), constant('fc.b', [3])], { transB: 1 });
  const map = (channels: number): number[] => [1, channels, 4, 4];
  const shapes = new Map<string, readonly number[]>([
    ['image', [1, 1, 8, 8]],
    ...['c1', 'c1.bn', 'c1.relu'].map((name) => [name, map(4)] as [string, number[]]),
    ...['c2', 'c2.bn', 'c2.relu'].map((name) => [name, map(outChannels)] as [string, number[]]),
    ['pool', [1, outChannels, 1, 1]],
    ['flat', [1, outChannels]],
    ['fc', [1, 3]],
  ]);
  const blocks = (outChannels / 4) * 36;
  const order = Int32Array.from({ length: blocks }, (_, i) => (i * 29) % blocks);
  return {
    name: 'small',
    hash: `small-${seed}-${outChannels}`,
    nodes,
    initialisers,
    input: { name: 'image', shape: [1, 1, 8, 8] },
    output: { name: 'fc', shape: [1, 3] },
    shapes,
    ladder: {
      version: 1,
      blockRows: 4,
      levels: [{ sparsity: 0 }, { sparsity: 0.5 }, { sparsity: 0.75 }],
      layers: [
        {
          node: 'c2',
          rows: outChannels,
          cols: 36,
          order,
          levelEnds: [blocks, blocks / 2, blocks / 4],
          scale: random(3 * outChannels, 0.5, 1.5),
          bias: random(3 * outChannels, -0.1, 0.2),
        },
      ],
    },
  };
}

export const smallPoint = (level: number): OperatingPoint => ({
  id: `L${level}`,
  levels: [level],
  gates: [null],
});

/** `count` random images of 64 grey values. */
export function smallImages(seed: number, count: number): Uint8Array {
  const draws = new RandomStream(seed, 'small-network', 'images');
  return Uint8Array.from({ length: 64 * count }, (_, i) => draws.integer(i, 256));
}
