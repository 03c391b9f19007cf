import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  AttentionLayer,
  activationLayout,
  DepthwiseLayer,
  instantiateKernels,
  type KernelRunner,
  KernelScratch,
  NormLayer,
  PointwiseLayer,
  SoftmaxLayer,
  singleRunner,
  ThreadTeam,
  WasmArena,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';

const arena = new WasmArena();
const kernels = instantiateKernels(arena.memory);
let team: ThreadTeam;

beforeAll(async () => {
  team = await ThreadTeam.start(2, arena.memory, kernels, 'reproducible', 0);
});
afterAll(() => team.close());

/** Several panels a thread. */
const [tokens, features] = [256, 64];
const panels = activationLayout({ channels: features, height: 1, width: 1 }, 8, { groups: tokens / 8 });
const window = { channels: features, height: 14, width: 14, kernelH: 3, kernelW: 3, strideH: 1, strideW: 1 };
const shape = { ...window, dilationH: 1, dilationW: 1, padTop: 1, padLeft: 1, padBottom: 1, padRight: 1 };
const border = { top: 1, left: 1, bottom: 1, right: 1 };
const image = activationLayout(shape, 8, { border });
const plain = activationLayout(shape, 8);

const put = (bytes: number, seed: number) => arena.putFloats(seededValues(seed, bytes / 4, 'uniform'));

test.each<[string, (runner: KernelRunner) => { run: (y: number) => void; bytes: number }]>([
  [
    'attention',
    (runner) => {
      const scratch = new KernelScratch(arena, runner.threads);
      const heads = { heads: 2, features: features / 2, causal: true };
      const most = { queries: tokens, keys: tokens };
      const layer = new AttentionLayer(arena, runner, scratch, heads, most);
      const [q, k, v] = [1, 2, 3].map((seed) => put(layer.queries.bytes, seed)) as [number, number, number];
      return { run: (y) => layer.run(q, k, v, y, tokens, tokens), bytes: layer.output.bytes };
    },
  ],
  [
    'softmax',
    (runner) => {
      const layer = new SoftmaxLayer(arena, runner, panels, panels);
      const x = put(panels.bytes, 4);
      return { run: (y) => layer.run(x, y), bytes: panels.bytes };
    },
  ],
  [
    'layer norm',
    (runner) => {
      const layer = new NormLayer(arena, runner, 'layer', {}, panels, panels);
      const x = put(panels.bytes, 5);
      return { run: (y) => layer.run(x, y), bytes: panels.bytes };
    },
  ],
  [
    'GELU',
    (runner) => {
      const layer = new PointwiseLayer(runner, 'gelu-erf', panels, panels);
      const x = put(panels.bytes, 6);
      return { run: (y) => layer.run(x, y), bytes: panels.bytes };
    },
  ],
  [
    'depthwise convolution',
    (runner) => {
      const weights = { rows: features, cols: 9, values: seededValues(7, features * 9, 'uniform') };
      const layer = new DepthwiseLayer(arena, runner, weights, shape, {}, image, plain);
      const x = put(image.bytes, 8);
      return { run: (y) => layer.run(x, y), bytes: plain.bytes };
    },
  ],
])('a team of two threads gives the same bits: %s', (_name, make) => {
  const results = [singleRunner(kernels), team].map((runner) => {
    const { run, bytes } = make(runner);
    const y = arena.allocate(bytes);
    arena.floats(y, bytes / 4).fill(0);
    run(y);
    return arena.floats(y, bytes / 4).slice();
  });
  expect(results[1]).toEqual(results[0]);
  expect(results[0]!.some((v) => v !== 0)).toBe(true);
});
