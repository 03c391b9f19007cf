import fc from 'fast-check';
import { expect, test } from 'vitest';
import { liveActivations } from '../../sim/network/live-activations.ts';
import type { Network } from '../../sim/network/network.ts';
import { readOnnx } from '../../sim/network/onnx/read-onnx.ts';
import { describeWork, macLayers } from '../../sim/sparsity/describe-work.ts';
import { encodeModel, floats, node, tinyModel } from '../network/onnx/tiny-model.ts';

const tiny = (change: (model: ReturnType<typeof tinyModel>) => void = () => {}): Network => {
  const model = tinyModel();
  change(model);
  return readOnnx(encodeModel(model), 'tiny.onnx');
};
const at = (level: number) => ({ id: `L${level}`, levels: [level], gates: [null] });

test('fused groups with their counts, and levels that skip blocks', () => {
  const network = tiny();
  const dense = describeWork(network, at(0));
  expect(dense.map((work) => [work.node, work.kind])).toEqual([
    ['conv', 'conv'],
    ['pool', 'pool'],
    ['fc', 'fully-connected'],
  ]);
  expect(dense[0]).toMatchObject({
    rows: 8,
    depth: 18,
    pixels: 16,
    weights: 144,
    grossMacs: 2304,
    activeMacs: 2304,
    inputValues: 128,
    outputValues: 128,
    outputShape: [1, 8, 4, 4],
    inLadder: true,
  });
  expect(dense[1]).toMatchObject({ grossMacs: 0, depth: 16, inputValues: 128, outputValues: 8 });
  expect(dense[2]).toMatchObject({ grossMacs: 24, activeBlocks: 8, inLadder: false });
  const sparse = describeWork(network, at(2));
  expect(sparse[0]).toMatchObject({ grossMacs: 2304, activeMacs: 576, activeWeights: 36, activeBlocks: 9 });
  expect(sparse.slice(1)).toEqual(dense.slice(1));
  expect(macLayers(network)).toEqual(['conv', 'fc']);
});

test('a level or a number of levels that the ladder lacks is named', () => {
  expect(() => describeWork(tiny(), at(3))).toThrow(/level 3 of 'conv', which has levels 0 to 2/);
  expect(() => describeWork(tiny(), { id: 'dense', levels: [], gates: [] })).toThrow(
    /0 levels.*1 ladder layers/,
  );
});

test('a last block row with fewer than four rows counts only the weights it holds', () => {
  const network = tiny((model) => {
    model.tensors[0] = floats('conv.weight', [6, 2, 3, 3], () => 1);
    for (const i of [1, 2, 3, 4]) model.tensors[i]!.dims = [6];
    for (const i of [1, 2, 3, 4]) model.tensors[i] = floats(model.tensors[i]!.name!, [6], () => 1);
    model.tensors[5] = floats('fc.weight', [3, 6], () => 1);
    model.tensors[8] = floats('ladder.scale', [3, 6], () => 1);
    model.tensors[9] = floats('ladder.bias', [3, 6], () => 1);
    const ladder = JSON.parse(model.metadata['sparsewatt.ladder']!);
    ladder.levels = [0, 2 / 3, 1 - 18 / 108].map((sparsity) => ({ sparsity }));
    model.metadata['sparsewatt.ladder'] = JSON.stringify(ladder);
  });
  // Blocks 35 … 18 lie in the last block row, which holds two rows.
  expect(describeWork(network, at(0))[0]).toMatchObject({
    weights: 108,
    activeWeights: 108,
    activeBlocks: 36,
  });
  expect(describeWork(network, at(1))[0]).toMatchObject({ activeWeights: 36, activeBlocks: 18 });
});

test('depthwise and pointwise convolutions are told apart', () => {
  const network = tiny((model) => {
    model.metadata = {};
    model.tensors.push(
      floats('dw.weight', [8, 1, 3, 3], () => 1),
      floats('pw.weight', [8, 8, 1, 1], () => 1),
    );
    model.nodes.push(
      node('Conv', 'dw', ['r', 'dw.weight'], ['d'], { group: 8, auto_pad: 'SAME_UPPER' }),
      node('Conv', 'pw', ['d', 'pw.weight'], ['w']),
    );
    model.nodes[3]!.input = ['w'];
  });
  const work = describeWork(network, { id: 'dense', levels: [], gates: [] });
  const found = work.map(({ node: name, kind, grossMacs }) => [name, kind, grossMacs]);
  expect(found).toContainEqual(['dw', 'depthwise', 8 * 9 * 16]);
  expect(found).toContainEqual(['pw', 'pointwise', 64 * 16]);
});

test('a value that is needed again stays alive, and one with two readers is not fused', () => {
  const network = tiny((model) => {
    model.nodes.push(node('Relu', 'again', ['c'], ['a']), node('Add', 'add', ['r', 'a'], ['s']));
    model.nodes[3]!.input = ['s'];
  });
  expect(liveActivations(network)).toEqual([
    { node: 'conv', values: 128 + 128 },
    { node: 'bn', values: 128 + 128 },
    { node: 'again', values: 128 + 128 + 128 },
    { node: 'add', values: 3 * 128 },
    { node: 'pool', values: 128 + 8 },
    { node: 'fc', values: 8 + 3 },
  ]);
});

test('law: output size of a convolution equals the number of window positions', () => {
  const geometry = fc.record({
    size: fc.integer({ min: 1, max: 12 }),
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    pad: fc.integer({ min: 0, max: 2 }),
    dilation: fc.integer({ min: 1, max: 2 }),
  });
  fc.assert(
    fc.property(geometry, ({ size, kernel, stride, pad, dilation }) => {
      const extent = dilation * (kernel - 1) + 1;
      let positions = 0;
      for (let at = -pad; at + extent <= size + pad; at += stride) positions++;
      const build = () =>
        tiny((model) => {
          model.metadata = {};
          model.input = ['N', 2, size, size];
          model.tensors[0] = floats('conv.weight', [8, 2, kernel, kernel], () => 1);
          model.nodes[0] = node('Conv', 'conv', ['x', 'conv.weight'], ['c'], {
            pads: [pad, pad, pad, pad],
            strides: [stride, stride],
            dilations: [dilation, dilation],
          });
        });
      if (positions === 0) expect(build).toThrow(/window does not fit/);
      else expect(build().shapes.get('c')).toEqual([1, 8, positions, positions]);
    }),
    { seed: 42, numRuns: 300 },
  );
});
