import type { NetworkGraph } from '../network-graph.ts';
import { joinDetections } from './detection-heads.ts';
import { GraphBuilder } from './graph-builder.ts';
import { resNetStem } from './resnet.ts';

const classes = 81;
const anchors = [4, 6, 6, 6, 4, 4];

/** Blocks of two 3x3 convolutions. */
function basicStage(
  g: GraphBuilder,
  name: string,
  input: string,
  out: number,
  count: number,
  stride: number,
) {
  let x = input;
  for (let block = 0; block < count; block++) {
    const step = block === 0 ? stride : 1;
    const at = `${name}.${block}`;
    const first = g.conv(`${at}.a`, x, { out, kernel: 3, stride: step, pad: 1 });
    const second = g.conv(`${at}.b`, g.map(`${at}.relu`, 'Relu', first), { out, kernel: 3, pad: 1 });
    const fits = g.shape(x)[1] === out && step === 1;
    const skip = fits ? x : g.conv(`${at}.skip`, x, { out, kernel: 1, stride: step, pad: 0 });
    x = g.map(`${at}.out`, 'Relu', g.combine(`${at}.add`, 'Add', second, skip));
  }
  return x;
}

/**
 * SSD-ResNet34 on COCO, 1200 x 1200, as in MLPerf Inference v0.5 to v2.0 (mlcommons/inference r0.5,
 * others/cloud/single_stage_detector/pytorch/ssd_r34.py and base_model.py): three stages of ResNet-34, the third
 * without its stride, and heads with stride 3; 15,130 boxes.
 */
export function ssdResNet34(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, 1200, 1200] });
  const relu = (x: string) => g.map(`${x}.relu`, 'Relu', x);
  let x = basicStage(g, 'stage0', resNetStem(g, 'image'), 64, 3, 1);
  x = basicStage(g, 'stage1', x, 128, 4, 2);
  x = basicStage(g, 'stage2', x, 256, 6, 1);
  const values = [x];
  const extras = [
    { narrow: 256, out: 512, stride: 2, pad: 1 },
    { narrow: 256, out: 512, stride: 2, pad: 1 },
    { narrow: 128, out: 256, stride: 2, pad: 1 },
    { narrow: 128, out: 256, stride: 2, pad: 0 },
    { narrow: 128, out: 256, stride: 1, pad: 0 },
  ];
  for (const [i, { narrow, ...spec }] of extras.entries()) {
    const reduced = relu(g.conv(`extra${i}.reduce`, values.at(-1)!, { out: narrow, kernel: 1 }));
    values.push(relu(g.conv(`extra${i}.conv`, reduced, { ...spec, kernel: 3 })));
  }
  const levels = values.map((value, i) => ({ value, anchors: anchors[i]! }));
  const heads = levels.map((level, i) => {
    const head = (part: string, width: number) =>
      g.conv(`head${i}.${part}`, level.value, { out: level.anchors * width, kernel: 3, stride: 3, pad: 1 });
    return { scores: head('scores', classes), boxes: head('boxes', 4) };
  });
  return g.build(joinDetections(g, levels, heads, classes));
}
