import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { invertedResidual } from './inverted-residual.ts';
import { scaledChannels } from './scaled-channels.ts';

/** Kernel, expanded channels, output channels, squeeze-and-excite, activation and stride of a block. */
type Block = readonly [number, number, number, boolean, 'Relu' | 'HardSwish', number];

interface Version {
  readonly blocks: readonly Block[];
  readonly head: number;
  readonly last: number;
}

/** Tables 1 and 2 of arXiv 1905.02244; the same in tensorflow/models, research/slim/nets/mobilenet/mobilenet_v3.py. */
const versions: Readonly<Record<'large' | 'small', Version>> = {
  large: {
    head: 960,
    last: 1280,
    blocks: [
      [3, 16, 16, false, 'Relu', 1],
      [3, 64, 24, false, 'Relu', 2],
      [3, 72, 24, false, 'Relu', 1],
      [5, 72, 40, true, 'Relu', 2],
      [5, 120, 40, true, 'Relu', 1],
      [5, 120, 40, true, 'Relu', 1],
      [3, 240, 80, false, 'HardSwish', 2],
      [3, 200, 80, false, 'HardSwish', 1],
      [3, 184, 80, false, 'HardSwish', 1],
      [3, 184, 80, false, 'HardSwish', 1],
      [3, 480, 112, true, 'HardSwish', 1],
      [3, 672, 112, true, 'HardSwish', 1],
      [5, 672, 160, true, 'HardSwish', 2],
      [5, 960, 160, true, 'HardSwish', 1],
      [5, 960, 160, true, 'HardSwish', 1],
    ],
  },
  small: {
    head: 576,
    last: 1024,
    blocks: [
      [3, 16, 16, true, 'Relu', 2],
      [3, 72, 24, false, 'Relu', 2],
      [3, 88, 24, false, 'Relu', 1],
      [5, 96, 40, true, 'HardSwish', 2],
      [5, 240, 40, true, 'HardSwish', 1],
      [5, 240, 40, true, 'HardSwish', 1],
      [5, 120, 48, true, 'HardSwish', 1],
      [5, 144, 48, true, 'HardSwish', 1],
      [5, 288, 96, true, 'HardSwish', 2],
      [5, 576, 96, true, 'HardSwish', 1],
      [5, 576, 96, true, 'HardSwish', 1],
    ],
  },
};

/**
 * MobileNet v3 at width 1 with a classifier of 1001 classes.
 *
 * The page of the TensorFlow checkpoints gives small 66 M multiply-accumulates and 2.9 M parameters. The paper, the code
 * and the checkpoint as others converted it (timm, tf_mobilenetv3_small_100) have 56 M and 2.5 M, and so has this.
 */
export function mobileNetV3(name: string, version: 'large' | 'small', resolution: number): NetworkGraph {
  const { blocks, head, last } = versions[version];
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, resolution, resolution] });
  const swish = (x: string) => g.map(`${x}.act`, 'HardSwish', x);
  let x = swish(g.conv('conv0', 'image', { out: 16, kernel: 3, stride: 2 }));
  for (const [i, [kernel, wide, out, excites, activation, stride]] of blocks.entries()) {
    const expanded = wide === g.shape(x)[1] ? null : wide;
    const squeeze = excites ? { squeezed: scaledChannels(wide / 4) } : {};
    x = invertedResidual(g, `block${i}`, x, { expanded, out, kernel, stride, activation, ...squeeze });
  }
  const pooled = g.globalAveragePool('pool', swish(g.conv('conv1', x, { out: head, kernel: 1 })));
  const features = swish(g.dense('features', g.view('flat', pooled, [1, head]), last));
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', features, 1001)));
}
