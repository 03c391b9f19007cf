import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { describeWork, macLayers } from '../../sim/sparsity/describe-work.ts';
import { createExecutor } from '../../sim/sparsity/execute/create-executor.ts';
import { pointList } from '../../sim/sparsity/point-list.ts';
import { samplesAt } from '../../sim/sparsity/table-data.ts';

const models = join(packageRoot(), 'scenarios', 'models');
const count = 24;
const { images } = samplesAt(
  'degraded-mnist',
  'test',
  Array.from({ length: count }, (_, i) => i),
);

test.each(readdirSync(models).filter((file) => file.endsWith('.onnx')))(
  '%s: executed counts equal described work without gates and never exceed it with them',
  async (file) => {
    const network = await loadNetwork(join(models, file));
    const executor = await createExecutor(network);
    expect(executor.layers).toEqual(macLayers(network));
    for (const point of pointList(network)) {
      const work = describeWork(network, point).filter((operator) => operator.grossMacs > 0);
      const outcome = await executor.run(images, count, point);
      for (let i = 0; i < count * work.length; i++) {
        const { node, activeMacs, inputValues } = work[i % work.length]!;
        const index = network.ladder?.layers.findIndex((layer) => layer.node === node) ?? -1;
        const gate = point.gates[index] ?? null;
        const found = [outcome.activeInputs[i]!, outcome.effectiveMacs[i]!];
        if (gate === null) {
          expect(found, `${point.id} ${node}`).toEqual([inputValues, activeMacs]);
        } else {
          expect(found[0]).toBeLessThan(inputValues);
          expect(found[1]).toBeLessThan(activeMacs);
        }
      }
    }
  },
);

test('skipping exact zeros changes no answer', async () => {
  const network = await loadNetwork(join(models, 'digits-ladder.onnx'));
  const executor = await createExecutor(network);
  const points = pointList(network);
  for (const gated of points.filter((point) => point.id.endsWith('-z'))) {
    const open = points.find((point) => point.id === gated.id.slice(0, -2))!;
    const a = await executor.run(images, count, open);
    const b = await executor.run(images, count, gated);
    expect(b.topClass).toEqual(a.topClass);
    expect(b.confidence).toEqual(a.confidence);
  }
});
