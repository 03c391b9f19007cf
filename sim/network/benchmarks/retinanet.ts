import type { NetworkGraph } from '../network-graph.ts';
import { joinDetections } from './detection-heads.ts';
import { GraphBuilder } from './graph-builder.ts';
import { type ResNetSpec, resNetBody } from './resnet.ts';

const anchors = 9;

/** Feature pyramid of levels 3 to 7 with 256 channels (arXiv 1612.03144), finest first. */
function pyramid(g: GraphBuilder, stages: readonly string[]): readonly string[] {
  const sides = stages.map((stage, i) => g.conv(`fpn.side${i}`, stage, { out: 256, kernel: 1 }));
  let above = sides.at(-1)!;
  const merged = [above];
  for (let i = sides.length - 2; i >= 0; i--) {
    const side = sides[i]!;
    const [, , height, width] = g.shape(side);
    above = g.combine(`fpn.add${i}`, 'Add', side, g.resize(`fpn.up${i}`, above, height!, width!));
    merged.unshift(above);
  }
  const levels = merged.map((value, i) => g.conv(`fpn.out${i}`, value, { out: 256, kernel: 3, pad: 1 }));
  const sixth = g.conv('fpn.p6', levels.at(-1)!, { out: 256, kernel: 3, stride: 2, pad: 1 });
  const seventh = g.conv('fpn.p7', g.map('fpn.p6.relu', 'Relu', sixth), {
    out: 256,
    kernel: 3,
    stride: 2,
    pad: 1,
  });
  return [...levels, sixth, seventh];
}

/**
 * RetinaNet (arXiv 1708.02002) with heads of four 3x3 convolutions, whose weights all levels share.
 *
 * MLPerf Inference since v2.1: ResNeXt-50 32x4d, 800 x 800, the 264 classes of the OpenImages subset
 * (mlcommons/training, single_stage_detector/ssd/model).
 */
export function retinaNet(
  name: string,
  backbone: ResNetSpec,
  { resolution, classes }: { readonly resolution: number; readonly classes: number },
): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, resolution, resolution] });
  const levels = pyramid(g, resNetBody(g, 'image', backbone).slice(1)).map((value) => ({ value, anchors }));
  const head = (part: string, out: number) =>
    levels.map(({ value }, level) => {
      let x = value;
      for (let i = 0; i < 4; i++) {
        const conv = g.conv(`${part}${i}.p${level + 3}`, x, { out: 256, kernel: 3, pad: 1 }, `${part}${i}`);
        x = g.map(`${conv}.relu`, 'Relu', conv);
      }
      return g.conv(`${part}.p${level + 3}`, x, { out, kernel: 3, pad: 1 }, part);
    });
  const scores = head('scores', anchors * classes);
  const boxes = head('boxes', anchors * 4);
  const heads = scores.map((value, i) => ({ scores: value, boxes: boxes[i]! }));
  return g.build(joinDetections(g, levels, heads, classes));
}
