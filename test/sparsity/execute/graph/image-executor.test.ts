import { expect, test } from 'vitest';
import { activeWeights } from '../../../../sim/network/active-weights.ts';
import { createExecutor } from '../../../../sim/sparsity/execute/create-executor.ts';
import { GraphExecutor } from '../../../../sim/sparsity/execute/graph/graph-executor.ts';
import { ImageExecutor } from '../../../../sim/sparsity/execute/graph/image-executor.ts';
import { pointList } from '../../../../sim/sparsity/point-list.ts';
import { randomResidual, randomTransformer, randomValues } from '../../../helpers/random-graphs.ts';

const { network } = randomResidual(23);
const ladder = network.ladder!;
const count = 21;
const images = Uint8Array.from(randomValues(8, count * 198), (v) => Math.floor(v * 256));
const point = (levels: number[], gate: number | null = null) => ({
  id: 'p',
  levels,
  gates: levels.map(() => gate),
});
const mixed = ladder.layers.map((_, i) => (i * 3) % 4);

test('outcomes of a residual network are those of its logits, however samples are grouped', async () => {
  const [eight, one] = await Promise.all([createExecutor(network), createExecutor(network, { batch: 1 })]);
  const found = await eight.run(images, count, point(mixed));
  expect(await one.run(images, count, point(mixed))).toEqual(found);
  const graph = await GraphExecutor.open(network, { batch: 32 });
  expect(found.logits).toEqual(graph.run({ image: images }, count, { levels: mixed })['logits']);
  for (let s = 0; s < count; s++) {
    const logits = found.logits.subarray(s * 5, s * 5 + 5);
    const top = logits.indexOf(Math.max(...logits));
    const sum = logits.reduce((all, v) => all + Math.exp(v - logits[top]!), 0);
    expect(found.topClass[s]).toBe(top);
    expect(Math.abs(found.confidence[s]! - 65535 / sum)).toBeLessThan(1);
  }
});

test('every point of the list can be executed', async () => {
  const points = pointList(network);
  expect(points.map(({ id }) => id)).toEqual(['L0', 'L1', 'L2', 'L3']);
  const executor = await createExecutor(network);
  const macs = await Promise.all(
    points.map(async (each) =>
      (await executor.run(images, 1, each)).effectiveMacs.reduce((a, b) => a + b, 0),
    ),
  );
  expect([...macs].sort((a, b) => b - a)).toEqual(macs);
});

test('multiply-accumulates are active weights times pixels', async () => {
  const executor = await createExecutor(network);
  expect(executor.layers).toEqual(
    network.nodes.filter(({ type }) => type === 'Conv' || type === 'Gemm').map(({ name }) => name),
  );
  const { effectiveMacs, activeInputs } = await executor.run(images, 2, point(mixed));
  executor.layers.forEach((node, i) => {
    const at = ladder.layers.findIndex((layer) => layer.node === node);
    const [, , height = 1, width = 1] = network.shapes.get(node)!;
    const weights = at < 0 ? 5 * 12 : activeWeights(ladder.layers[at]!, mixed[at]!);
    expect(effectiveMacs[executor.layers.length + i]).toBe(weights * height * width);
    const { inputs } = network.nodes.find(({ name }) => name === node)!;
    const size = network.shapes.get(inputs[0]!)!.reduce((a, b) => a * b, 1);
    expect(activeInputs[i]).toBe(size);
  });
});

test('gates, levels that are not there and networks of tokens are refused', async () => {
  const executor = await createExecutor(network);
  expect(() => executor.run(images, 1, point(mixed, 0.1))).toThrow(
    /gates are executed in networks that are one chain/,
  );
  expect(() => executor.run(images, 1, point(mixed.map(() => 4)))).toThrow(
    /level 4; loaded are levels 0 to 3/,
  );
  await expect(ImageExecutor.open(randomTransformer(1).network)).rejects.toThrow(
    /one input of images and one output/,
  );
});
