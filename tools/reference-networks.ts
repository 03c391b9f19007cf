import type { OperatorKind } from '../sim/network/operator-work.ts';
import type { LayerWork } from '../sim/targets/layer-work.ts';

/** Names of the networks that the rows in hardware-profiles/measured were taken on. */
export type ReferenceNetwork = 'ad' | 'ic' | 'kws' | 'vww' | 'resnet50';

function layer(
  node: string,
  kind: OperatorKind,
  rows: number,
  depth: number,
  pixels: number,
  inputValues: number,
): LayerWork {
  const weights = kind === 'depthwise' || depth > 1 ? rows * depth : 0;
  const macs = kind === 'pool' || kind === 'elementwise' || kind === 'softmax' ? 0 : weights * pixels;
  return {
    node,
    kind,
    inputShape: [1, inputValues],
    outputShape: [1, rows, pixels],
    grossMacs: macs,
    activeMacs: macs,
    rows,
    depth,
    pixels,
    weights: macs > 0 ? weights : 0,
    activeWeights: macs > 0 ? weights : 0,
    activeBlocks: macs > 0 ? Math.ceil(rows / 4) * depth : 0,
    inLadder: false,
    inputValues,
    outputValues: rows * pixels,
    outcomeIndex: -1,
    level: 0,
    gate: null,
  };
}

/** Convolution of a square or rectangular image, given the output size. */
const conv = (node: string, cin: number, cout: number, taps: number, out: number, input: number) =>
  layer(node, taps === 1 ? 'pointwise' : 'conv', cout, cin * taps, out, input);
const depthwise = (node: string, channels: number, taps: number, out: number, input: number) =>
  layer(node, 'depthwise', channels, taps, out, input);
const dense = (node: string, from: number, to: number) => layer(node, 'fully-connected', to, from, 1, from);

const pool = (node: string, channels: number, pixels: number) =>
  layer(node, 'pool', channels, 1, 1, channels * pixels);
const add = (node: string, values: number) => layer(node, 'elementwise', values, 1, 1, 2 * values);
const softmax = (node: string, classes: number) => layer(node, 'softmax', classes, 1, 1, classes);

/** MLPerf Tiny anomaly detection: fully connected auto-encoder (mlcommons/tiny, ad01_int8.tflite). */
function ad(): LayerWork[] {
  const widths = [640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640];
  return widths.slice(1).map((to, i) => dense(`fc${i}`, widths[i]!, to));
}

/** MLPerf Tiny image classification: ResNet-8 on 32x32 (mlcommons/tiny, pretrainedResnet_quant.tflite). */
function ic(): LayerWork[] {
  return [
    conv('conv0', 3, 16, 9, 1024, 3072),
    conv('conv1', 16, 16, 9, 1024, 16384),
    conv('conv2', 16, 16, 9, 1024, 16384),
    add('add0', 16384),
    conv('conv3', 16, 32, 9, 256, 16384),
    conv('conv4', 32, 32, 9, 256, 8192),
    conv('skip1', 16, 32, 1, 256, 16384),
    add('add1', 8192),
    conv('conv5', 32, 64, 9, 64, 8192),
    conv('conv6', 64, 64, 9, 64, 4096),
    conv('skip2', 32, 64, 1, 64, 8192),
    add('add2', 4096),
    pool('pool', 64, 64),
    dense('fc', 64, 10),
    softmax('softmax', 10),
  ];
}

/** MLPerf Tiny keyword spotting: DS-CNN on 49x10 MFCC (mlcommons/tiny, kws_ref_model.tflite). */
function kws(): LayerWork[] {
  const blocks = [0, 1, 2, 3].flatMap((i) => [
    depthwise(`dw${i}`, 64, 9, 125, 8000),
    conv(`pw${i}`, 64, 64, 1, 125, 8000),
  ]);
  return [
    conv('conv0', 1, 64, 40, 125, 490),
    ...blocks,
    pool('pool', 64, 125),
    dense('fc', 64, 12),
    softmax('softmax', 12),
  ];
}

/** MLPerf Tiny visual wake words: MobileNet-v1 0.25 on 96x96 (mlcommons/tiny, vww_96_int8.tflite). */
function vww(): LayerWork[] {
  // [input channels, output channels, size before, size after]
  const blocks: readonly (readonly [number, number, number, number])[] = [
    [8, 16, 48, 48],
    [16, 32, 48, 24],
    [32, 32, 24, 24],
    [32, 64, 24, 12],
    [64, 64, 12, 12],
    [64, 128, 12, 6],
    ...Array.from({ length: 5 }, () => [128, 128, 6, 6] as const),
    [128, 256, 6, 3],
    [256, 256, 3, 3],
  ];
  return [
    conv('conv0', 3, 8, 9, 2304, 27648),
    ...blocks.flatMap(([from, to, before, after], i) => [
      depthwise(`dw${i}`, from, 9, after * after, from * before * before),
      conv(`pw${i}`, from, to, 1, after * after, from * after * after),
    ]),
    pool('pool', 256, 9),
    dense('fc', 256, 2),
    softmax('softmax', 2),
  ];
}

/** ResNet-50 v1.5 at 224x224: stride in the 3x3 convolution. Additions are fused, as every fast runtime does. */
function resnet50(): LayerWork[] {
  const list = [conv('conv1', 3, 64, 49, 112 * 112, 3 * 224 * 224), pool('maxpool', 64, 112 * 112)];
  let from = 64;
  let size = 56;
  for (const [stage, [width, count]] of (
    [
      [64, 3],
      [128, 4],
      [256, 6],
      [512, 3],
    ] as const
  ).entries())
    for (let block = 0; block < count; block++) {
      const stride = block === 0 && stage > 0 ? 2 : 1;
      const out = size / stride;
      const name = `stage${stage}.${block}`;
      list.push(conv(`${name}.a`, from, width, 1, size * size, from * size * size));
      list.push(conv(`${name}.b`, width, width, 9, out * out, width * size * size));
      list.push(conv(`${name}.c`, width, width * 4, 1, out * out, width * out * out));
      if (block === 0) list.push(conv(`${name}.skip`, from, width * 4, 1, out * out, from * size * size));
      from = width * 4;
      size = out;
    }
  return [...list, pool('avgpool', 2048, 49), dense('fc', 2048, 1000)];
}

/** Operators of a reference network, batch 1; geometry as published, batch norm and activations fused. */
export const referenceNetworks: Readonly<Record<ReferenceNetwork, () => LayerWork[]>> = {
  ad,
  ic,
  kws,
  vww,
  resnet50,
};
