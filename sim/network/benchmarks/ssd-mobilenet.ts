import type { NetworkGraph } from '../network-graph.ts';
import { joinDetections } from './detection-heads.ts';
import { GraphBuilder } from './graph-builder.ts';
import { mobileNetV1Body } from './mobilenet-v1.ts';

const classes = 91;

/**
 * SSD-MobileNet v1 on COCO, 300 x 300, as in MLPerf Inference v0.5 to v2.0 (mlcommons/inference,
 * vision/classification_and_detection/python/models/ssd_mobilenet_v1.py): 1917 boxes.
 */
export function ssdMobileNet(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, 300, 300] });
  const body = mobileNetV1Body(g, 'image', 1);
  let x = body[12]!;
  const extras = [
    [256, 512],
    [128, 256],
    [128, 256],
    [64, 128],
  ].map(([narrow, out], i) => {
    const reduced = g.conv(`extra${i}.reduce`, x, { out: narrow!, kernel: 1 });
    const conv = g.conv(`extra${i}.conv`, g.map(`extra${i}.act`, 'Clip', reduced), {
      out: out!,
      kernel: 3,
      stride: 2,
    });
    x = g.map(`extra${i}.out`, 'Clip', conv);
    return x;
  });
  const levels = [body[10]!, body[12]!, ...extras].map((value, i) => ({ value, anchors: i === 0 ? 3 : 6 }));
  const heads = levels.map(({ value, anchors }, i) => ({
    scores: g.conv(`head${i}.scores`, value, { out: anchors * classes, kernel: 1 }),
    boxes: g.conv(`head${i}.boxes`, value, { out: anchors * 4, kernel: 1 }),
  }));
  return g.build(joinDetections(g, levels, heads, classes));
}
