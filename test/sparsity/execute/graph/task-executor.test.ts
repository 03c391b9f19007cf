import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DrawnAnswers } from '../../../../sim/data/task/drawn-answers.ts';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import { loadNetwork } from '../../../../sim/network/onnx/load-network.ts';
import { readOnnx } from '../../../../sim/network/onnx/read-onnx.ts';
import { writeOnnx } from '../../../../sim/network/onnx/write-onnx.ts';
import { packageRoot } from '../../../../sim/package-root.ts';
import { ImageExecutor } from '../../../../sim/sparsity/execute/graph/image-executor.ts';
import { TaskExecutor } from '../../../../sim/sparsity/execute/graph/task-executor.ts';
import { withoutExits } from '../../../../sim/sparsity/exits/without-exits.ts';
import { pointsOn } from '../../../../sim/sparsity/points-on.ts';

const models = join(packageRoot(), 'scenarios', 'models');
const count = 37;
const draws = new RandomStream(5, 'test', 'images');
const images = Uint8Array.from({ length: count * 784 }, (_, i) => Math.floor(draws.uniform(i) * 256));

/** Images as a task's requests, each asked for one answer. */
function requests(of: Uint8Array): DrawnAnswers {
  const size = of.length / 784;
  return {
    count: size,
    labels: new Uint8Array(size),
    requests: Uint32Array.from({ length: size }, (_, i) => i),
    places: new Uint32Array(size),
    requestCount: size,
    feeds: (from, many) => {
      const data = Float32Array.from(of.subarray(from * 784, (from + many) * 784), (byte) => byte / 255);
      return { image: { data, dims: [data.length / 784, 1, 28, 28] } };
    },
  };
}

it('law: answers do not depend on grouping, and are those of the executor of images', async () => {
  const network = await loadNetwork(join(models, 'fashion', 'ladder-s1.onnx'));
  const points = pointsOn('fashion-mnist', network);
  expect(points.map(({ id }) => id)).toEqual(['L0', 'L1', 'L2']);
  const executor = await TaskExecutor.open(network);
  const beside = await ImageExecutor.open(readOnnx(writeOnnx(withoutExits(network)), 'without exits'));
  for (const point of points) {
    const whole = executor.run(requests(images), point);
    const last = executor.run(requests(images.subarray(30 * 784)), point);
    expect(last.topClass).toEqual(whole.topClass.subarray(30));
    expect(last.confidence).toEqual(whole.confidence.subarray(30));
    const { topClass, confidence } = beside.run(images, count, point);
    expect(whole.topClass).toEqual(topClass);
    // The kernels divide bytes by 255 in their own way: the last bit of an input may differ.
    const apart = whole.confidence.map((value, i) => Math.abs(value - confidence[i]!));
    expect(Math.max(...apart)).toBeLessThanOrEqual(2);
    expect(new Set(whole.confidence).size).toBeGreaterThan(5);
  }
  const gated = { ...points[0]!, gates: points[0]!.gates.map(() => 0) };
  expect(() => executor.run(requests(images), gated)).toThrow(/gates are not executed/);
});
