import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import type { Plan, Target } from '../../../sim/targets/target.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-uncounted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a unit outside the boundary', () => {
  it('takes its time and no joule; the link to it is still paid', async () => {
    const shipped = join(packageRoot(), 'hardware-profiles', 'system', 'mcu-wakes-orin.yaml');
    const file = join(folder, 'mcu-wakes-orin.yaml');
    writeFileSync(
      file,
      readFileSync(shipped, 'utf8').replace(
        'profile: jetson-agx-orin',
        'profile: jetson-agx-orin\n    counted: false',
      ),
    );
    const network = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'digits-dense.onnx'));
    const plan: Plan = {
      network,
      unit: 'gpu',
      numericForm: 'int8',
      point: { id: 'dense', levels: [], gates: [] },
    };
    const lowered = (target: Target) => target.lower(plan, null);
    const [all, own] = [await loadTarget(shipped, 'published'), await loadTarget(file, 'published')];
    expect(lowered(own).map((stage) => stage.durationNs)).toEqual(
      lowered(all).map((stage) => stage.durationNs),
    );
    const joules = (target: Target, unit: string) =>
      lowered(target)
        .filter((stage) => stage.unit === unit)
        .flatMap((stage) => Object.values(stage.joules))
        .reduce((a, b) => a + b, 0);
    expect([joules(own, 'gpu'), joules(own, 'mcu')]).toEqual([0, joules(all, 'mcu')]);
    expect(joules(all, 'gpu')).toBeGreaterThan(0);
    expect(own.units[1]!.powerStates.map(({ powerW, wakeEnergyJ }) => powerW + wakeEnergyJ)).toEqual([0, 0]);
    expect(own.units[1]!.powerStates.map(({ wakeNs }) => wakeNs)).toEqual(
      all.units[1]!.powerStates.map(({ wakeNs }) => wakeNs),
    );
  });
});
