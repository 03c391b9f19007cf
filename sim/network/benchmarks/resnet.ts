import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';

/** A ResNet of bottleneck blocks. */
export interface ResNetSpec {
  /** Blocks in each of the four stages. */
  readonly blocks: readonly [number, number, number, number];
  /** ResNeXt: groups of the 3x3 convolutions and channels of a group in the first stage. */
  readonly groups?: number;
  readonly widthPerGroup?: number;
}

export const resNet50: ResNetSpec = { blocks: [3, 4, 6, 3] };
export const resNeXt50: ResNetSpec = { blocks: [3, 4, 6, 3], groups: 32, widthPerGroup: 4 };
export const resNeXt101: ResNetSpec = { blocks: [3, 4, 23, 3], groups: 32, widthPerGroup: 8 };

/** The 7x7 convolution and the pooling before the first stage. */
export function resNetStem(g: GraphBuilder, image: string): string {
  const conv = g.conv('conv1', image, { out: 64, kernel: 7, stride: 2, pad: 3 });
  return g.maxPool('maxpool', g.map('conv1.relu', 'Relu', conv), { kernel: 3, stride: 2, pad: 1 });
}

/**
 * The four stages, whose values it returns (arXiv 1512.03385 and 1611.05431, table 1). The stride lies in the 3x3
 * convolution: version 1.5, as in MLPerf and torchvision.
 */
export function resNetBody(g: GraphBuilder, image: string, spec: ResNetSpec): readonly string[] {
  const { groups = 1, widthPerGroup = 64 } = spec;
  const relu = (x: string) => g.map(`${x}.relu`, 'Relu', x);
  let x = resNetStem(g, image);
  return spec.blocks.map((count, stage) => {
    const inner = groups * widthPerGroup * 2 ** stage;
    const out = 256 * 2 ** stage;
    for (let block = 0; block < count; block++) {
      const name = `stage${stage}.${block}`;
      const stride = block === 0 && stage > 0 ? 2 : 1;
      const first = relu(g.conv(`${name}.a`, x, { out: inner, kernel: 1 }));
      const second = relu(g.conv(`${name}.b`, first, { out: inner, kernel: 3, stride, pad: 1, groups }));
      const third = g.conv(`${name}.c`, second, { out, kernel: 1 });
      const skip = block === 0 ? g.conv(`${name}.skip`, x, { out, kernel: 1, stride, pad: 0 }) : x;
      x = relu(g.combine(`${name}.add`, 'Add', third, skip));
    }
    return x;
  });
}

/** Classifier on images of 224 x 224; the TensorFlow checkpoint that MLPerf uses has 1001 classes. */
export function resNet(name: string, spec: ResNetSpec, classes: number): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, 224, 224] });
  const pooled = g.globalAveragePool('pool', resNetBody(g, 'image', spec).at(-1)!);
  const logits = g.dense('fc', g.view('flat', pooled, [1, g.shape(pooled)[1]!]), classes);
  return g.build(g.map('softmax', 'Softmax', logits));
}
