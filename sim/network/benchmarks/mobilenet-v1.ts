import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';

/** Output channels at width 1 and stride of the thirteen separable blocks. */
const blocks: readonly (readonly [number, number])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];

const scaled = (channels: number, width: number): number => Math.max(8, Math.floor(channels * width));

/** What a MobileNet v1 is built to. */
export interface MobileNetV1Size {
  readonly width: number;
  readonly resolution: number;
}

/** The convolutions of MobileNet v1 (arXiv 1704.04861, table 1), each with its ReLU6; returns every block's value. */
export function mobileNetV1Body(g: GraphBuilder, image: string, width: number): readonly string[] {
  const relu = (x: string) => g.map(`${x}.relu`, 'Clip', x);
  let x = relu(g.conv('conv0', image, { out: scaled(32, width), kernel: 3, stride: 2 }));
  return blocks.map(([out, stride], i) => {
    const filtered = relu(g.depthwise(`dw${i + 1}`, x, { kernel: 3, stride }));
    x = relu(g.conv(`pw${i + 1}`, filtered, { out: scaled(out, width), kernel: 1 }));
    return x;
  });
}

/**
 * MobileNet v1 with a classifier (tensorflow/models, research/slim/nets/mobilenet_v1.py).
 * @param classes 1001 in the published checkpoints
 */
export function mobileNetV1(name: string, size: MobileNetV1Size, classes = 1001): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, size.resolution, size.resolution] });
  const pooled = g.globalAveragePool('pool', mobileNetV1Body(g, 'image', size.width).at(-1)!);
  const flat = g.view('flat', pooled, [1, g.shape(pooled)[1]!]);
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', flat, classes)));
}
