import { describe, expect, test } from 'vitest';
import {
  type ActivationLayout,
  activationLayout,
} from '../../../../kernels/backends/wasm/activation-layout.ts';
import { AddLayer } from '../../../../kernels/backends/wasm/add-layer.ts';
import { AttentionLayer } from '../../../../kernels/backends/wasm/attention-layer.ts';
import { singleRunner } from '../../../../kernels/backends/wasm/kernel-runner.ts';
import { KernelScratch } from '../../../../kernels/backends/wasm/kernel-scratch.ts';
import { MatrixLayer } from '../../../../kernels/backends/wasm/matrix-layer.ts';
import { NormLayer } from '../../../../kernels/backends/wasm/norm-layer.ts';
import { PointwiseLayer } from '../../../../kernels/backends/wasm/pointwise-layer.ts';
import { PoolLayer } from '../../../../kernels/backends/wasm/pool-layer.ts';
import { WasmArena } from '../../../../kernels/backends/wasm/wasm-arena.ts';
import { instantiateKernels } from '../../../../kernels/backends/wasm/wasm-module.ts';
import { packBlockLadder } from '../../../../kernels/formats/pack-block-ladder.ts';
import { vectorShape } from '../../../../kernels/ops/conv2d/conv2d-shape.ts';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';

const arena = new WasmArena();
const kernels = instantiateKernels(arena.memory);
const runner = singleRunner(kernels);
const scratch = new KernelScratch(arena, 1);
const groups = 5;

const draws = (name: string, count: number) => {
  const stream = new RandomStream(4, name, 'partial');
  return Float32Array.from({ length: count }, (_, i) => stream.uniform(i) - 0.5);
};
const filled = (name: string, layout: ActivationLayout) => arena.putFloats(draws(name, layout.bytes / 4));

const tokens = activationLayout({ channels: 12, height: 1, width: 1 }, 8, { groups });
const images = activationLayout({ channels: 3, height: 4, width: 4 }, 8, { groups });
const halves = activationLayout({ channels: 3, height: 2, width: 2 }, 8, { groups });
const weights = { rows: 12, cols: 12, values: draws('weights', 144) };
const order = Int32Array.from({ length: 36 }, (_, i) => (i * 5) % 36);

type Run = (x: number, y: number, count?: number) => void;
const layers: [string, ActivationLayout, ActivationLayout, () => Run][] = [
  [
    'AddLayer',
    images,
    images,
    () => {
      const layer = new AddLayer(runner, images, images, images, true);
      return (x, y, count) => layer.run(x, x, y, count);
    },
  ],
  [
    'PointwiseLayer',
    tokens,
    tokens,
    () => {
      const layer = new PointwiseLayer(runner, 'gelu-erf', tokens, tokens);
      return (x, y, count) => layer.run(x, y, count);
    },
  ],
  [
    'NormLayer',
    tokens,
    tokens,
    () => {
      const layer = new NormLayer(arena, runner, 'layer', {}, tokens, tokens);
      return (x, y, count) => layer.run(x, y, count);
    },
  ],
  [
    'PoolLayer',
    images,
    halves,
    () => {
      const window = {
        ...vectorShape(3),
        height: 4,
        width: 4,
        kernelH: 2,
        kernelW: 2,
        strideH: 2,
        strideW: 2,
      };
      const layer = new PoolLayer(kernels, window, 'max', images, halves);
      return (x, y, count) => layer.run(x, y, count);
    },
  ],
  ...([0, 1] as const).map((level): [string, ActivationLayout, ActivationLayout, () => Run] => [
    level === 0 ? 'MatrixLayer, dense' : 'MatrixLayer, ladder',
    tokens,
    tokens,
    () => {
      const form = level === 0 ? { dense: weights } : { ladder: packBlockLadder(weights, order, [36, 9]) };
      const layer = new MatrixLayer(arena, runner, scratch, form, vectorShape(12), {}, tokens, tokens);
      return (x, y, count) => (level === 0 ? layer.dense(x, y, count) : layer.ladder(x, y, 1, count));
    },
  ]),
];

describe.each(layers)('%s', (_, input, output, make) => {
  test('the first groups have the bits of all, the others are left alone', () => {
    const run = make();
    const x = filled('x', input);
    const [whole, part] = [filled('before', output), filled('before', output)];
    const before = arena.floats(part, output.bytes / 4).slice();
    const each = output.group / 4;
    run(x, whole);
    for (const count of [3, 1, groups, 2]) {
      arena.floats(part, before.length).set(before);
      run(x, part, count);
      const found = arena.floats(part, before.length);
      // A group's channels, without the room behind them that kernels may write over.
      const used = (output.channels * output.plane) / 4;
      for (let g = 0; g < groups; g++) {
        const wanted = g < count ? arena.floats(whole, before.length) : before;
        expect(found.slice(g * each, g * each + used)).toEqual(wanted.slice(g * each, g * each + used));
      }
    }
    // The whole call is what it was.
    run(x, part);
    expect(arena.floats(part, before.length)).toEqual(arena.floats(whole, before.length));
  });

  test('groups that are not there are refused', () => {
    const run = make();
    expect(() => run(filled('x', input), filled('y', output), groups + 1)).toThrow(RangeError);
    expect(() => run(filled('x', input), filled('y', output), 0)).toThrow(RangeError);
  });
});

test('attention gives the same bits whatever lengths came before', () => {
  const most = { queries: 40, keys: 40 };
  const shape = { heads: 2, features: 6 };
  const make = () => new AttentionLayer(arena, runner, scratch, shape, most);
  const layer = make();
  const [q, k, v] = ['q', 'k', 'v'].map((name) => filled(name, layer.queries)) as [number, number, number];
  const out = (of: AttentionLayer, length: number) => {
    const y = arena.allocate(of.output.bytes);
    of.run(q, k, v, y, length, length);
    return arena.floats(y, (Math.ceil(length / 8) * of.output.group) / 4).slice();
  };
  for (const length of [9, 40, 9, 1, 17, 40, 9]) expect(out(layer, length)).toEqual(out(make(), length));
});
