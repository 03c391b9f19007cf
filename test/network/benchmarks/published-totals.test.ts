import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { networkTotals } from '../../../sim/network/benchmarks/network-totals.ts';
import { resNet50 } from '../../../sim/network/benchmarks/resnet.ts';
import { retinaNet } from '../../../sim/network/benchmarks/retinanet.ts';
import type { NetworkGraph } from '../../../sim/network/network-graph.ts';

const totals = (id: string) => networkTotals(benchmarkNetwork(id));
const relative = (found: number, stated: number) => found / stated - 1;

/** Output channels of the convolutions whose batch norm is folded: all, but those that have a bias of their own. */
function foldedChannels(network: NetworkGraph, ownBias: RegExp): number {
  const convs = network.nodes.filter((node) => node.type === 'Conv' && !ownBias.test(node.name));
  return convs.reduce((sum, node) => sum + network.shapes.get(node.outputs[0]!)![1]!, 0);
}

describe('MobileNet v1', () => {
  // arXiv 1704.04861, tables 6 and 7, and for width 0.25 at 128 and 160 and 0.5 below 224
  // tensorflow/models, research/slim/nets/mobilenet_v1.md (whose 0.75 and 0.25-192 disagree with the paper's rule).
  it.each([
    ['1.0-224', 569, 4.2],
    ['0.75-224', 325, 2.6],
    ['0.5-224', 149, 1.3],
    ['0.25-224', 41, 0.5],
    ['1.0-192', 418, 4.2],
    ['1.0-160', 290, 4.2],
    ['1.0-128', 186, 4.2],
    ['0.5-192', 110, 1.3],
    ['0.5-160', 77, 1.3],
    ['0.5-128', 49, 1.3],
    ['0.25-160', 21, 0.5],
    ['0.25-128', 14, 0.5],
  ])('%s: %d M multiply-accumulates, %d M parameters', (size, millions, params) => {
    const found = totals(`mobilenet-v1-${size}`);
    expect(Math.abs(found.macs / 1e6 - millions)).toBeLessThan(1);
    expect(Math.abs(found.params / 1e6 - params)).toBeLessThan(0.05);
  });
});

describe('MobileNet v2', () => {
  // tensorflow/models, research/slim/nets/mobilenet/README.md: all 22 checkpoints.
  const table: readonly (readonly [number, string, readonly number[]])[] = [
    [6.06, '1.4', [582]],
    [5.34, '1.3', [509]],
    [3.47, '1.0', [300, 221, 154, 99, 56]],
    [2.61, '0.75', [209, 153, 107, 69, 39]],
    [1.95, '0.5', [97, 71, 50, 32, 18]],
    [1.66, '0.35', [59, 43, 30, 20, 11]],
  ];
  const rows = table.flatMap(([params, width, macs]) =>
    macs.map((millions, i) => [`${width}-${[224, 192, 160, 128, 96][i]}`, millions, params] as const),
  );
  it.each(rows)('%s: %d M multiply-accumulates, %d M parameters', (size, millions, params) => {
    const found = totals(`mobilenet-v2-${size}`);
    expect(Math.abs(found.macs / 1e6 - millions)).toBeLessThan(1);
    expect(Math.abs(relative(found.params / 1e6, params))).toBeLessThan(0.01);
  });
});

describe('parameters as torchvision counts them: a scale and an offset for each folded channel, 1000 classes', () => {
  it.each([
    ['mobilenet-v2-1.0-224', 1280 + 1, 3_504_872],
    ['mobilenet-v3-large-1.0-224', 1280 + 1, 5_483_032],
    ['mobilenet-v3-small-1.0-224', 1024 + 1, 2_542_856],
    ['resnet-50-v1.5', 2048 + 1, 25_557_032],
    ['resnext-50-32x4d', 0, 25_028_904],
    ['resnext-101-32x8d', 0, 88_791_336],
  ])('%s', (id, extraClass, params) => {
    const network = benchmarkNetwork(id);
    const squeezeExcite = /\.se\./;
    const own = networkTotals(network).params - extraClass;
    expect(own + foldedChannels(network, squeezeExcite)).toBe(params);
  });

  it('RetinaNet with ResNet-50 and 91 classes, whose frozen batch norm counts nothing', () => {
    const network = retinaNet('test', resNet50, { resolution: 800, classes: 91 });
    const folded = foldedChannels(network, /^(fpn|scores|boxes)/);
    expect(networkTotals(network).params - folded).toBe(34_014_999);
  });
});

describe('multiply-accumulates', () => {
  it.each([
    // torchvision prints GFLOPS, which are multiply-accumulates, with two decimals.
    ['mobilenet-v3-large-1.0-224', 0.22e9, 0.03],
    ['mobilenet-v3-small-1.0-224', 0.06e9, 0.08],
    ['resnet-50-v1.5', 4.09e9, 0.001],
    ['resnext-50-32x4d', 4.23e9, 0.001],
    ['resnext-101-32x8d', 16.41e9, 0.001],
    // MLPerf Inference (arXiv 1911.02549, table 1) and the Open Model Zoo count operations, two of each.
    ['ssd-mobilenet-v1-300', 2.47e9 / 2, 0.002],
    ['ssd-resnet34-1200', 433.411e9 / 2, 0.002],
    ['bert-large-384', 246.93e9 / 2, 0.003],
    // The sums of arXiv 2004.02984, table 4, at 128 tokens: 22.5 and 5.7 billion operations.
    ['bert-base-128', 22.5e9 / 2, 0.01],
    ['mobilebert-128', 5.7e9 / 2, 0.06],
    ['cmsis-nn-cifar10', 24.7e6 / 2, 0.005],
    // Synapses of the spiking form: one weight each (arXiv 1812.01739 and its measurement logs).
    ['kws-aloha', 172_800, 0],
    ['kws-aloha-n2', 1_549_056, 0],
    ['kws-aloha-n10', 7_316_224, 0],
  ])('%s: %d', (id, macs, tolerance) => {
    expect(Math.abs(relative(totals(id).macs, macs))).toBeLessThanOrEqual(tolerance);
  });

  // tensorflow/tpu, models/official/efficientnet/lite: its counts take in batch norm and activations.
  it.each([
    [0, 407e6, 4.7],
    [1, 631e6, 5.4],
    [2, 899e6, 6.1],
    [3, 1.44e9, 8.2],
    [4, 2.64e9, 13.0],
  ])('efficientnet-lite%d lies 3 to 6% under %d', (version, macs, millions) => {
    const network = benchmarkNetwork(`efficientnet-lite${version}`);
    const found = networkTotals(network);
    expect(relative(found.macs, macs)).toBeGreaterThan(-0.06);
    expect(relative(found.macs, macs)).toBeLessThan(-0.03);
    expect(((found.params + foldedChannels(network, /^$/)) / 1e6).toFixed(1)).toBe(millions.toFixed(1));
  });
});

describe('parameters', () => {
  it.each([
    ['ssd-mobilenet-v1-300', 6.807e6, 0.0005],
    ['ssd-resnet34-1200', 20.058e6, 0.005],
    ['bert-large-384', 333.96e6, 0.0005],
    ['bert-base-384', 110e6, 0.011],
    ['mobilebert-384', 25.3e6, 0.03],
    ['mobilenet-v1-1.0-224', 4.24e6, 0.005],
    ['resnet-50-v1.5', 25.6e6, 0.003],
  ])('%s: %d', (id, params, tolerance) => {
    expect(Math.abs(relative(totals(id).params, params))).toBeLessThan(tolerance);
  });

  it('boxes of the detectors: 1917, 15,130 and 120,087', () => {
    const boxes = (id: string) => benchmarkNetwork(id).output.shape[1];
    expect(['ssd-mobilenet-v1-300', 'ssd-resnet34-1200', 'retinanet-resnext50-800'].map(boxes)).toEqual([
      1917, 15_130, 120_087,
    ]);
  });
});
