import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { invertedResidual } from './inverted-residual.ts';
import { scaledChannels } from './scaled-channels.ts';

/** Width, depth and resolution of lite0 to lite4. */
const sizes: readonly (readonly [number, number, number])[] = [
  [1, 1, 224],
  [1, 1.1, 240],
  [1.1, 1.2, 260],
  [1.2, 1.4, 280],
  [1.4, 1.8, 300],
];

/** Repeats, kernel, first stride, expansion and output channels of each stage at width and depth 1. */
const stages: readonly (readonly [number, number, number, number, number])[] = [
  [1, 3, 1, 1, 16],
  [2, 3, 2, 6, 24],
  [2, 5, 2, 6, 40],
  [3, 3, 2, 6, 80],
  [3, 5, 1, 6, 112],
  [4, 5, 2, 6, 192],
  [1, 3, 1, 6, 320],
];

/**
 * EfficientNet-lite 0 to 4 with 1000 classes (tensorflow/tpu, models/official/efficientnet/lite): no squeeze-and-excite,
 * ReLU6; stem, head and the repeats of the first and last stage are not scaled.
 */
export function efficientNetLite(name: string, version: number): NetworkGraph {
  const [width, depth, resolution] = sizes[version]!;
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, resolution, resolution] });
  const relu = (x: string) => g.map(`${x}.relu`, 'Clip', x);
  let x = relu(g.conv('conv0', 'image', { out: 32, kernel: 3, stride: 2 }));
  let block = 0;
  for (const [i, [count, kernel, firstStride, expansion, channels]] of stages.entries()) {
    const fixed = i === 0 || i === stages.length - 1;
    const repeats = fixed ? count : Math.ceil(count * depth);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const expanded = expansion === 1 ? null : g.shape(x)[1]! * expansion;
      const stride = repeat === 0 ? firstStride : 1;
      const out = scaledChannels(channels, width);
      x = invertedResidual(g, `block${block++}`, x, { expanded, out, kernel, stride });
    }
  }
  const pooled = g.globalAveragePool('pool', relu(g.conv('conv1', x, { out: 1280, kernel: 1 })));
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', g.view('flat', pooled, [1, 1280]), 1000)));
}
