import { expect, it } from 'vitest';
import type { TaskPart } from '../../../sim/data/task/task-part.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { layerPoints } from '../../../sim/sparsity/tune/layer-points.ts';
import { topClass } from '../../../sim/sparsity/tune/rate-stop.ts';
import { levelCount, randomResidual, randomValues } from '../../helpers/random-graphs.ts';

const { network } = randomResidual(11);
const single = await GraphExecutor.open(network);
const many = await GraphExecutor.open(network, { batch: 16 });
const samples = 32;
const images = randomValues(7, samples * 198);
const feeds = (from: number, count: number) => ({
  image: { data: images.slice(from * 198, (from + count) * 198), dims: [count, 2, 9, 11] },
});
/** The densest level is always right. */
const labels = Uint8Array.from({ length: samples }, (_, i) =>
  topClass(single.run({ image: feeds(i, 1).image.data }, 1)['logits']!, 0, 5),
);
const part: TaskPart = { samples, labels, starts: null, uniform: true, feeds };
const options = { classes: 5, output: 'logits', requests: samples, rounds: 3, now: () => performance.now() };

it('gives mixed levels on one way from dense to sparse, at most as many as asked for', async () => {
  const points = await layerPoints(single, many, part, { ...options, count: 4 });
  expect(points.length).toBeGreaterThan(0);
  expect(points.length).toBeLessThanOrEqual(4);
  points.forEach((point, i) => {
    expect(point.length).toBe(network.ladder!.layers.length);
    expect(new Set(point).size).toBeGreaterThan(1);
    expect(point.every((level) => level >= 0 && level < levelCount)).toBe(true);
    if (i > 0) expect(point.every((level, layer) => level >= points[i - 1]![layer]!)).toBe(true);
  });
});
