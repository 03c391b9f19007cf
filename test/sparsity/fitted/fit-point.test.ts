import { expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { residualBlocks } from '../../../sim/network/residual-blocks.ts';
import { executedGraph } from '../../../sim/sparsity/executed-graph.ts';
import { accuracyOf, fitPoint } from '../../../sim/sparsity/fitted/fit-point.ts';
import { refitEpilogues } from '../../../sim/sparsity/fitted/refit-epilogues.ts';
import { randomResidual } from '../../helpers/random-graphs.ts';

const { network } = randomResidual(3);
const samples = 120;
const draws = new RandomStream(1, 'fit', 'images');
const values = Float32Array.from({ length: samples * 2 * 9 * 11 }, (_, i) => draws.uniform(i) - 0.5);
const part = (labels: Uint8Array) => ({
  ...{ samples, labels, starts: null, uniform: true },
  feeds: (from: number, count: number) => ({
    image: { data: values.subarray(from * 198, (from + count) * 198), dims: [count, 2, 9, 11] },
  }),
});

it('law: statistics of a network of which nothing was taken stay as they are, bit for bit', async () => {
  const targets = [
    { node: 'one.conv1', value: 'one.conv1.bn' },
    { node: 'two.way', value: 'two.way.bn' },
  ];
  const of = { part: part(new Uint8Array(samples)), count: samples };
  const fitted = await refitEpilogues(network, network, 1, targets, of);
  for (const { node, scale, bias } of fitted) {
    const layer = network.ladder!.layers.find((each) => each.node === node)!;
    expect(scale).toEqual(layer.scale.slice(layer.rows, 2 * layer.rows));
    expect(bias).toEqual(layer.bias.slice(layer.rows, 2 * layer.rows));
  }
});

it('fits what stays of a block to the sum and what follows to what it was, and answers more like the level', async () => {
  const skips = [residualBlocks(network)[1]!.add];
  // The level's own answers are the right ones: it answers all of them.
  const labels = Uint8Array.from({ length: samples }, (_, i) => i % 5);
  const base = executedGraph(network, {
    id: 'L0',
    levels: network.ladder!.layers.map(() => 0),
    gates: network.ladder!.layers.map(() => null),
  });
  const { GraphExecutor } = await import('../../../sim/sparsity/execute/graph/graph-executor.ts');
  const executor = await GraphExecutor.open(base, { batch: samples });
  const logits = executor.run({ image: values }, samples, { levels: 0 })['logits']!;
  labels.forEach((_, i) => {
    const own = [...logits.subarray(5 * i, 5 * i + 5)];
    labels[i] = own.indexOf(Math.max(...own));
  });
  const data = {
    ...{ train: part(labels), validation: part(labels), classes: 5 },
    ...{ statistics: samples, answers: samples },
  };
  expect(await accuracyOf(base, 0, data)).toBe(1);
  const { fit, accuracy } = await fitPoint(network, { level: 0, skips, pattern: null }, data);
  const nodes = fit.epilogues.map(({ node }) => node);
  expect(nodes).toEqual(['two.way', 'three.conv1', 'three.conv2']);
  expect(accuracy).toBeGreaterThan(0.5);
  expect(accuracy).toBeLessThanOrEqual(1);
});
