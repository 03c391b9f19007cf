/**
 * Converts a trained network to a rate code with membranes that are cleared, the only reset that NIR knows, and writes it as a
 * NIR file, with a 7 of our own drawing as the events of a camera:
 *
 *     node --import tsx tools/export-nir.ts [--model FILE] [--out FOLDER] [--images N]
 *
 * Weights are whole 8-bit numbers. Membranes start empty, for NIR has no other start: what they should start with is spread
 * over the steps as bias. The outputs fire, so that the class is the one with the most spikes. Prints how often it is right after 32 and after 64 steps, on clean MNIST's test images.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { mnist } from '../sim/data/image/mnist.ts';
import { type NirGraph, type NirNode, nirArray } from '../sim/network/nir/nir-graph.ts';
import { nirToSpiking } from '../sim/network/nir/nir-to-spiking.ts';
import { writeNir } from '../sim/network/nir/write-nir.ts';
import { loadNetwork } from '../sim/network/onnx/load-network.ts';
import { packageRoot } from '../sim/package-root.ts';
import { balanceThresholds } from '../sim/targets/neuromorphic/balance-thresholds.ts';
import { compileNetwork } from '../sim/targets/neuromorphic/chip/compile-network.ts';
import { loadChipTarget } from '../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { SpikeRun } from '../sim/targets/neuromorphic/chip/spike-run.ts';
import { rateInput } from '../sim/targets/neuromorphic/codes/rate-graph.ts';
import { convert } from '../sim/targets/neuromorphic/convert.ts';
import { floatLayers } from '../sim/targets/neuromorphic/float-layers.ts';
import { placeOnChip } from '../sim/targets/neuromorphic/mapper/place-on-chip.ts';
import { referenceForward } from '../sim/targets/neuromorphic/reference-forward.ts';
import type { SpikingLayer } from '../sim/targets/neuromorphic/spiking-network.ts';
import { drawnSeven } from './spikes/drawn-seven.ts';
import { shareText } from './spikes/share-text.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(packageRoot(), 'scenarios', 'models', 'digits-small-025.onnx') },
    out: { type: 'string', default: join(packageRoot(), 'scenarios', 'spiking') },
    images: { type: 'string', default: '500' },
  },
});
const stepS = 1e-3;
const readings = [32, 64];
const calibrationImages = 64;
/** Of a layer's activations at or under its scale, as in the rate codes that chips read after 32 steps. */
const share = 0.99;
/** Membrane units of one weight unit in layers that fire (`convert`). */
const shift = 64;

const network = await loadNetwork(values.model);
const layers = floatLayers(network, { id: 'dense', levels: [], gates: [] });
const train = mnist('train');
const pixels = train.height * train.width;
const calibration = train.images.subarray(0, calibrationImages * pixels);
const steps = readings[0]!;
const balance = balanceThresholds(layers, calibration, calibrationImages, steps, { clears: true, share });
const spiking = convert(layers, balance, steps, 'dense', { clears: true });
const largestLogit = Math.max(
  ...Array.from({ length: calibrationImages }, (_, i) =>
    Math.max(...referenceForward(layers, calibration.subarray(i * pixels, (i + 1) * pixels)).at(-1)!),
  ),
);

/** Dense weights [out][in][kernel], whole numbers. */
function weightsOf({ geometry: g, columns, fires }: SpikingLayer): Float32Array {
  const taps = g.kernelHeight * g.kernelWidth;
  const columnCount = g.inChannels * taps;
  const weights = new Float32Array(g.outChannels * columnCount);
  for (let column = 0; column < columnCount; column++)
    for (let j = columns.start[column]!; j < columns.start[column + 1]!; j++)
      weights[columns.channel[j]! * columnCount + column] = columns.weight[j]! / (fires ? shift : 1);
  return weights;
}

const one = (value: number) => nirArray([value]);
const nodes: [string, NirNode][] = [['input', { type: 'Input', shape: [1, train.height, train.width] }]];
for (const layer of spiking.layers) {
  const { geometry: g, fires, bias, initial, threshold, name } = layer;
  const scale = fires ? 1 / shift : 1;
  const biases = nirArray(Array.from(bias, (b, c) => (b + initial[c]! / steps) * scale));
  const whole = g.outHeight * g.outWidth === 1 && g.kernelHeight === g.inHeight;
  if (whole) {
    nodes.push([
      'flat',
      { type: 'Flatten', start_dim: 0, end_dim: -1, input_type: [g.inChannels, g.inHeight, g.inWidth] },
    ]);
    const shape = [g.outChannels, g.inChannels * g.kernelHeight * g.kernelWidth];
    nodes.push([name, { type: 'Affine', weight: { shape, values: weightsOf(layer) }, bias: biases }]);
  } else
    nodes.push([
      name,
      {
        type: 'Conv2d',
        input_shape: [g.inHeight, g.inWidth],
        weight: {
          shape: [g.outChannels, g.inChannels, g.kernelHeight, g.kernelWidth],
          values: weightsOf(layer),
        },
        stride: [g.strideY, g.strideX],
        padding: [g.padTop, g.padLeft],
        dilation: [1, 1],
        groups: 1,
        bias: biases,
      },
    ]);
  const v = fires ? threshold * scale : Math.round(threshold * largestLogit);
  nodes.push([`${name}.spikes`, { type: 'IF', r: one(1 / stepS), v_threshold: one(v), v_reset: one(0) }]);
}
nodes.push(['output', { type: 'Output', shape: [spiking.layers.at(-1)!.geometry.outChannels] }]);
const graph: NirGraph = {
  type: 'NIRGraph',
  nodes: new Map(nodes),
  edges: nodes.slice(1).map(([name], i) => [nodes[i]![0], name] as const),
};

mkdirSync(values.out, { recursive: true });
const file = join(values.out, `${basename(values.model, '.onnx')}.nir`);
const bytes = await writeNir(graph);
writeFileSync(file, bytes);
console.log(`${file}: ${bytes.length} bytes`);

const test = mnist('test');
const image = (i: number) => test.images.subarray(i * pixels, (i + 1) * pixels);
/** A frame as the events of a camera, a microsecond clock: an encoding, nothing that a camera saw. */
const events = rateInput(drawnSeven(test.width, test.height), readings[0]!).flatMap((spikes, step) =>
  Array.from(spikes, (spike, n) =>
    spike === 0 ? [] : [`${step * 1000},${n % test.width},${Math.floor(n / test.width)},1`],
  ).flat(),
);
const eventFile = join(values.out, 'digit-7.csv');
writeFileSync(eventFile, `t,x,y,p\n${events.join('\n')}\n`);
console.log(`${eventFile}: ${events.length} events`);

const converted = nirToSpiking(graph, stepS, file);
const chip = await loadChipTarget('loihi-1', false);
const placed = compileNetwork(converted, chip.design, placeOnChip(converted, chip).placement);
const outputs = placed.neurons - 10;
const count = Number(values.images);
const right = readings.map(() => 0);
for (let i = 0; i < count; i++) {
  const frames = rateInput(image(i), readings.at(-1)!);
  const run = new SpikeRun(converted, chip.design, placed, {
    stimulus: {
      apply: (step, value, slotOf) => {
        for (const [n, spike] of frames[step]!.entries()) if (spike !== 0) value[slotOf[n]!] = 1;
      },
    },
  });
  for (let step = 1; step <= readings.at(-1)!; step++) {
    run.step();
    const at = readings.indexOf(step);
    if (at < 0) continue;
    const spikes = Array.from({ length: 10 }, (_, c) => run.spikesOf[placed.slotOfNeuron[outputs + c]!]!);
    if (spikes.indexOf(Math.max(...spikes)) === test.labels[i]) right[at]!++;
  }
}
for (const [at, steps] of readings.entries())
  console.log(`read after ${steps} steps: ${shareText(right[at]!, count)} of ${count} clean test images`);
