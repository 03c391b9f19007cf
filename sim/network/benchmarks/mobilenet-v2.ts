import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { invertedResidual } from './inverted-residual.ts';
import { scaledChannels } from './scaled-channels.ts';

/** Expansion, output channels at width 1, repeats and first stride of each stage (arXiv 1801.04381, table 2). */
const stages: readonly (readonly [number, number, number, number])[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

/**
 * MobileNet v2 with a classifier of 1001 classes (tensorflow/models, research/slim/nets/mobilenet/mobilenet_v2.py): the
 * last convolution keeps 1280 channels at widths below 1.
 */
export function mobileNetV2(name: string, size: { width: number; resolution: number }): NetworkGraph {
  const { width, resolution } = size;
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, resolution, resolution] });
  const relu = (x: string) => g.map(`${x}.relu`, 'Clip', x);
  let x = relu(g.conv('conv0', 'image', { out: scaledChannels(32, width), kernel: 3, stride: 2 }));
  let block = 0;
  for (const [expansion, channels, repeats, firstStride] of stages)
    for (let repeat = 0; repeat < repeats; repeat++) {
      const expanded = expansion === 1 ? null : scaledChannels(g.shape(x)[1]! * expansion);
      const stride = repeat === 0 ? firstStride : 1;
      const spec = { expanded, out: scaledChannels(channels, width), kernel: 3, stride };
      x = invertedResidual(g, `block${block++}`, x, spec);
    }
  const last = scaledChannels(1280, Math.max(1, width));
  const pooled = g.globalAveragePool('pool', relu(g.conv('conv1', x, { out: last, kernel: 1 })));
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', g.view('flat', pooled, [1, last]), 1001)));
}
