import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Network } from '../../sim/network/network.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { calibrateGates } from '../../sim/sparsity/calibrate-gates.ts';
import { committedGates } from '../../sim/sparsity/committed-gates.ts';
import { createExecutor } from '../../sim/sparsity/execute/create-executor.ts';
import type { NetworkExecutor } from '../../sim/sparsity/executor.ts';
import { samplesAt } from '../../sim/sparsity/table-data.ts';

/** An executor whose two layers read the given values, whatever the images. */
function fakeExecutor(inputs: readonly (readonly number[])[]): NetworkExecutor {
  return {
    backend: 'fake',
    layers: ['stem', 'a', 'b'],
    run: (_images, count, { gates }) => {
      const active = [
        7,
        ...inputs.map((values, l) => values.filter((x) => Math.abs(x) >= (gates[l] ?? 0) && x !== 0).length),
      ];
      const columns = Array.from({ length: count * 3 }, (_, i) => active[i % 3]!);
      return {
        logits: new Float32Array(),
        topClass: new Uint8Array(count),
        confidence: new Uint16Array(count),
        activeInputs: Uint16Array.from(columns),
        effectiveMacs: new Uint32Array(count * 3),
      };
    },
  };
}

const network = {
  hash: 'h',
  ladder: { levels: [{}, {}, {}, {}], layers: [{ node: 'a' }, { node: 'b' }] },
} as unknown as Network;

test('law: each threshold is the smallest multiple of 1/1024 that closes its share of what is not zero', async () => {
  const values = fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(values, values, fc.double({ min: 0.01, max: 1, noNaN: true }), async (a, b, share) => {
      const gates = [{ name: 'g', closedShare: share }];
      const samples = { images: new Uint8Array(), count: 2, name: 'fake' };
      const found = await calibrateGates(network, fakeExecutor([a, b]), samples, gates);
      expect(found.gates.map((gate) => gate.level)).toEqual([1, 2]);
      [a, b].forEach((inputs, l) => {
        const open = inputs.filter((x) => x !== 0).map(Math.abs);
        const left = (threshold: number) => open.filter((x) => x >= threshold).length;
        const threshold = found.gates[0]!.thresholds[l]!;
        expect(Number.isInteger(threshold * 1024)).toBe(true);
        expect(left(threshold)).toBeLessThanOrEqual((1 - share) * open.length);
        if (threshold > 0) expect(left(threshold - 1 / 1024)).toBeGreaterThan((1 - share) * open.length);
      });
    }),
    { seed: 42, numRuns: 150 },
  );
});

test('the shipped thresholds are those that the rule gives on the samples they name', async () => {
  const shipped = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx'));
  const calibration = committedGates(shipped.hash);
  // Stale thresholds are remade with: node --import tsx tools/measure-shipped-tables.ts
  expect(calibration).not.toBeNull();
  const { samples, gates } = calibration!;
  const executor = await createExecutor(shipped);
  const { images } = samplesAt(
    'degraded-mnist',
    'validation',
    Array.from({ length: samples }, (_, i) => i),
  );
  const layers = shipped.ladder!.layers;
  const { level, thresholds, closedShare } = gates.find((gate) => gate.level === 4 && gate.name === 'g2')!;
  for (const l of [0, layers.length - 1]) {
    const left = async (threshold: number) => {
      const open = new Array<null>(layers.length - l - 1).fill(null);
      const point = {
        id: 'x',
        levels: layers.map(() => level),
        gates: [...thresholds.slice(0, l), threshold, ...open],
      };
      const { activeInputs } = await executor.run(images, samples, point);
      const column = executor.layers.indexOf(layers[l]!.node);
      let sum = 0;
      for (let i = column; i < activeInputs.length; i += executor.layers.length) sum += activeInputs[i]!;
      return sum;
    };
    const target = (1 - closedShare) * (await left(0));
    expect(await left(thresholds[l]!)).toBeLessThanOrEqual(target);
    expect(await left(thresholds[l]! - 1 / 1024)).toBeGreaterThan(target);
  }
});
