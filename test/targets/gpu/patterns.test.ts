import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';

const network = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'fashion', 'ladder-s1.onnx'));
const { layers } = network.ladder!;
const whole: OperatingPoint = {
  id: 'L0',
  levels: layers.map(() => 0),
  gates: layers.map(() => null),
};
const pruned = (kept: number): OperatingPoint => ({
  ...whole,
  id: `L0-${kept}of4`,
  pattern: { kept, group: 4 },
});
const weights = layers.reduce((sum, { rows, cols }) => sum + rows * cols, 0);

describe.each([
  ['a100', 'tensorrt-8.6'],
  ['jetson-agx-orin', 'tensorrt-8.5-maxq'],
])('2:4 on %s', (id, runtime) => {
  it('law: takes no more time and energy than dense weights, least at a large batch, never half', async () => {
    const target = await loadTarget(id, runtime);
    const unit = target.units[0]!.name;
    const { patterns } = target.capabilities(unit);
    expect(patterns).toMatchObject([{ kept: 2, group: 4 }]);
    const costs = (point: OperatingPoint, batch: number) => {
      const plan = { network, unit, numericForm: 'int8', point, batch } as const;
      const stages = target.lower(plan, null);
      return {
        ns: stages.reduce((sum, { durationNs }) => sum + durationNs, 0),
        joules: stages.reduce(
          (sum, stage) => sum + Object.values(stage.joules).reduce((a, b) => a + b, 0),
          0,
        ),
      };
    };
    let last = 1;
    for (const batch of [1, 8, 64, 512]) {
      const [dense, sparse] = [costs(whole, batch), costs(pruned(2), batch)];
      const share = sparse.ns / dense.ns;
      expect(share).toBeLessThanOrEqual(last + 1e-3);
      expect(share).toBeGreaterThan(0.5);
      expect(sparse.joules).toBeLessThanOrEqual(dense.joules);
      last = share;
    }
    // A small network at batch 1 is all launches: the data sheet's factor of 2 gains next to nothing.
    expect(costs(pruned(2), 1).ns / costs(whole, 1).ns).toBeGreaterThan(0.9);
  });

  it('keeps a packed copy beside the dense one, with two bits for each place', async () => {
    const target = await loadTarget(id, runtime);
    const plan = { network, unit: target.units[0]!.name, numericForm: 'int8', point: whole } as const;
    const bytes = (...points: OperatingPoint[]) => target.fit(plan, points).peakMemoryBytes;
    const packed = layers.reduce(
      (sum, { rows, cols }) => sum + Math.ceil(0.5 * rows * cols * (1 + 2 / 8)),
      0,
    );
    expect(bytes(whole) - bytes(pruned(2))).toBe(weights - packed);
    expect(bytes(whole, pruned(2)) - bytes(whole)).toBe(packed);
  });
});

it.each([
  ['xeon-8380', 'openvino-int8'],
  ['a100', 'sparsewatt-4x1'],
  ['nucleo-l4r5zi', 'x-cube-ai-9.0'],
])('%s under %s has no kernels for patterns', async (id, runtime) => {
  const target = await loadTarget(id, runtime);
  expect(target.capabilities(target.units[0]!.name).patterns).toBeUndefined();
});
