import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';

/** Anomaly detection: fully connected auto-encoder (mlcommons/tiny v1.0, ad01_int8.tflite). */
function anomalyDetection(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'window', shape: [1, 640] });
  let x = 'window';
  const widths = [128, 128, 128, 128, 8, 128, 128, 128, 128];
  for (const [i, width] of widths.entries()) x = g.map(`relu${i}`, 'Relu', g.dense(`fc${i}`, x, width));
  return g.build(g.dense('fc9', x, 640));
}

/** Image classification: ResNet-8 on CIFAR-10 (pretrainedResnet_quant.tflite). */
function imageClassification(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, 32, 32] });
  const conv = (node: string, x: string, out: number, stride = 1, kernel = 3) =>
    g.conv(node, x, { out, kernel, stride });
  const relu = (x: string) => g.map(`${x}.relu`, 'Relu', x);
  let x = relu(conv('conv0', 'image', 16));
  for (const [block, channels] of [16, 32, 64].entries()) {
    const stride = block === 0 ? 1 : 2;
    const first = relu(conv(`block${block}.conv0`, x, channels, stride));
    const second = conv(`block${block}.conv1`, first, channels);
    const skip = block === 0 ? x : conv(`block${block}.skip`, x, channels, stride, 1);
    x = relu(g.combine(`block${block}.add`, 'Add', second, skip));
  }
  const pooled = g.averagePool('pool', x, { kernel: 8, stride: 8, pad: 0 });
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', g.view('flat', pooled, [1, 64]), 10)));
}

/** Keyword spotting: DS-CNN on a 49 x 10 MFCC (kws_ref_model.tflite). */
function keywordSpotting(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'mfcc', shape: [1, 1, 49, 10] });
  const relu = (x: string) => g.map(`${x}.relu`, 'Relu', x);
  let x = relu(g.conv('conv0', 'mfcc', { out: 64, kernel: [10, 4], stride: 2 }));
  for (let i = 0; i < 4; i++) {
    x = relu(g.depthwise(`dw${i}`, x, { kernel: 3 }));
    x = relu(g.conv(`pw${i}`, x, { out: 64, kernel: 1 }));
  }
  const pooled = g.averagePool('pool', x, { kernel: [25, 5], stride: [25, 5], pad: 0 });
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', g.view('flat', pooled, [1, 64]), 12)));
}

/** Streaming wake word: 1D DS-CNN on 30 frames of 40 features (v1.3, str_ww_ref_model.tflite). */
function wakeWord(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'frames', shape: [1, 40, 30, 1] });
  let x = 'frames';
  for (const [i, [taps, out]] of (
    [
      [3, 128],
      [5, 128],
      [10, 128],
      [15, 32],
    ] as const
  ).entries()) {
    x = g.depthwise(`dw${i}`, x, { kernel: [taps, 1], pad: 0 });
    x = g.map(`relu${i}`, 'Relu', g.conv(`pw${i}`, x, { out, kernel: 1, pad: 0 }));
  }
  return g.build(g.map('softmax', 'Softmax', g.dense('fc', g.view('flat', x, [1, 32]), 3)));
}

/** MLPerf Tiny networks that are no MobileNet, as their int8 reference files hold them, batch norm folded. */
export const mlperfTiny: Readonly<Record<string, (name: string) => NetworkGraph>> = {
  'mlperf-tiny-ad': anomalyDetection,
  'mlperf-tiny-ic': imageClassification,
  'mlperf-tiny-kws': keywordSpotting,
  'mlperf-tiny-sww': wakeWord,
};
