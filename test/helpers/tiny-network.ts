import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type { Ladder, LadderLayer } from '../../sim/network/ladder.ts';
import type { Network, NetworkNode, Tensor } from '../../sim/network/network.ts';

const sparsities = [0, 0.5, 0.75, 0.875, 0.94, 0.97, 0.985];
const epsilon = 1e-5;

interface ConvSpec {
  readonly node: string;
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly inLadder: boolean;
}

/** The architecture of the shipped digits networks, scaled by `width` (1: 6.1 M multiply-accumulates). */
function digitsConvolutions(width = 1): ConvSpec[] {
  const wide = (channels: number) => Math.max(4, 4 * Math.round((channels * width) / 4));
  return [
    { node: 'stem', channels: wide(24), kernel: 5, stride: 2, inLadder: false },
    { node: 'conv2', channels: wide(64), kernel: 3, stride: 2, inLadder: true },
    { node: 'conv3', channels: wide(64), kernel: 3, stride: 1, inLadder: true },
    { node: 'conv4', channels: wide(128), kernel: 3, stride: 2, inLadder: true },
    { node: 'conv5', channels: wide(128), kernel: 3, stride: 1, inLadder: true },
  ];
}

/** Random weights in the architecture of the digits networks, without a ladder. */
export function randomNetwork(seed: number, width = 1): Network {
  return build(seed, digitsConvolutions(width), false);
}

/** The same with a random ladder of seven levels. */
export function randomLadderNetwork(seed: number, width = 1): Network {
  return build(seed, digitsConvolutions(width), true);
}

/** Seeded images [count][784] u8, mostly black like digits. */
export function randomImages(seed: number, count: number): Uint8Array {
  const draws = new RandomStream(seed, 'images', 'test');
  return Uint8Array.from({ length: count * 784 }, (_, i) =>
    draws.uniform(2 * i) < 0.7 ? 0 : draws.integer(2 * i + 1, 256),
  );
}

function build(seed: number, convolutions: readonly ConvSpec[], withLadder: boolean): Network {
  const initialisers = new Map<string, Tensor>();
  const shapes = new Map<string, readonly number[]>([['image', [1, 1, 28, 28]]]);
  const nodes: NetworkNode[] = [];
  const layers: LadderLayer[] = [];
  const random = (entity: string, shape: number[], low: number, high: number) => {
    const draws = new RandomStream(seed, entity, 'weights');
    const size = shape.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length: size }, (_, i) => low + (high - low) * draws.uniform(i));
    initialisers.set(entity, { shape, data });
    shapes.set(entity, shape);
    return data;
  };
  let value = 'image';
  let channels = 1;
  let side = 28;
  const add = (
    name: string,
    type: NetworkNode['type'],
    constants: string[],
    shape: number[],
    attributes: NetworkNode['attributes'] = {},
    output = name,
  ) => {
    nodes.push({ name, type, inputs: [value, ...constants], outputs: [output], attributes });
    shapes.set(output, shape);
    value = output;
  };
  for (const spec of convolutions) {
    const { node, kernel, stride } = spec;
    const pad = kernel >> 1;
    const depth = channels * kernel * kernel;
    side = Math.ceil(side / stride);
    const shape = [1, spec.channels, side, side];
    const reach = Math.sqrt(6 / depth);
    random(`${node}.weight`, [spec.channels, channels, kernel, kernel], -reach, reach);
    add(node, 'Conv', [`${node}.weight`], shape, {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
    });
    random(`${node}.bn.scale`, [spec.channels], 0.5, 1.5);
    random(`${node}.bn.bias`, [spec.channels], -0.3, 0.2);
    random(`${node}.bn.mean`, [spec.channels], -0.1, 0.1);
    random(`${node}.bn.var`, [spec.channels], 0.5, 1.5);
    add(
      `${node}.bn`,
      'BatchNormalization',
      ['scale', 'bias', 'mean', 'var'].map((part) => `${node}.bn.${part}`),
      shape,
      { epsilon },
    );
    add(`${node}.relu`, 'Relu', [], shape);
    if (spec.inLadder) layers.push(randomLadderLayer(seed, node, spec.channels, depth));
    channels = spec.channels;
  }
  add('pool', 'GlobalAveragePool', [], [1, channels, 1, 1]);
  add('flatten', 'Flatten', [], [1, channels], { axis: 1 });
  random('fc.weight', [10, channels], -0.6, 0.6);
  random('fc.bias', [10], -0.5, 0.5);
  add('fc', 'Gemm', ['fc.weight', 'fc.bias'], [1, 10], { transB: 1 }, 'logits');
  const ladder: Ladder = {
    version: 1,
    blockRows: 4,
    levels: sparsities.map((sparsity) => ({ sparsity })),
    layers,
  };
  return {
    name: 'random-digits',
    hash: `random-${seed}-${channels}`,
    nodes,
    initialisers,
    input: { name: 'image', shape: [1, 1, 28, 28] },
    output: { name: 'logits', shape: [1, 10] },
    shapes,
    ladder: withLadder ? ladder : null,
  };
}

function randomLadderLayer(seed: number, node: string, rows: number, cols: number): LadderLayer {
  const draws = new RandomStream(seed, node, 'ladder');
  const blocks = Math.ceil(rows / 4) * cols;
  const keys = Float64Array.from({ length: blocks }, (_, i) => draws.uniform(i));
  const order = Int32Array.from({ length: blocks }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
  const levelEnds = sparsities.map((sparsity) => Math.max(1, Math.round((1 - sparsity) * blocks)));
  const epilogue = (low: number, high: number, offset: number) =>
    Float32Array.from({ length: rows * sparsities.length }, (_, i) => {
      // A sparser level sums fewer products, so it needs a larger scale to keep activations of one size.
      const gain = offset === 0 ? 1 / Math.sqrt(1 - sparsities[Math.floor(i / rows)]!) : 1;
      return gain * (low + (high - low) * draws.uniform(blocks + offset + i));
    });
  return {
    node,
    rows,
    cols,
    order,
    levelEnds,
    scale: epilogue(0.6, 1.4, 0),
    bias: epilogue(-0.3, 0.2, rows * sparsities.length),
  };
}
