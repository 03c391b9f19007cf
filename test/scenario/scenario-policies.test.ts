import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyIds } from '../../sim/policies/registry.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-policies-'));
  await writeFile(join(folder, 'net.onnx'), '');
  await writeFile(join(folder, 'mine.js'), "globalThis['wasLoaded'] = true;\nexport default {};");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(policies: string) {
  const text = `schemaVersion: 1
name: test
title: A test
network: net.onnx
data: degraded-mnist
objective: { accuracyFloor: 0.9, missBudget: 0.01 }
arrivals: { process: motion-triggered, loads: [0.3], meanMotionS: 10, conditionDwellS: 60 }
classes: { mcu: { activeShare: 1, deadlineFactor: 1.5 } }
grid: { zone: DE, year: 2025 }
targets: [{ target: chip, runtimes: [own] }]
policies: ${policies}
`;
  const target = { id: 'chip', targetClass: 'mcu' as const, runtimes: ['own'] };
  const catalogue = { targets: ['chip'], policies: policyIds, readProfile: async () => target };
  await writeFile(join(folder, 'scenario.yaml'), text);
  return loadScenario(join(folder, 'scenario.yaml'), 'scenario.yaml', catalogue);
}

describe('policies of a scenario', () => {
  it('are words, or policies with settings, of which defaults go without saying', async () => {
    const { policies } = await load(
      '[dense, { policy: budget-controller, quantile: 0.95 }, budget-controller, { policy: ucb-bandit, exploration: 1 }]',
    );
    expect(policies).toEqual(['dense', 'budget-controller:quantile=0.95', 'budget-controller', 'ucb-bandit']);
  });

  it.each([
    ['./mine.js'],
    ['"./mine.js"'],
    ['{ policy: ./mine.js }'],
    ['{ policy: mine.js }'],
    ['mine.js'],
    ['{ module: ./mine.js, policy: dense }'],
    ['{ policy: dense, module: ./mine.js }'],
  ])('cannot load code: %s', async (entry) => {
    await expect(load(`[dense, ${entry}]`)).rejects.toThrow(/^scenario\.yaml:\d+:\d+ error E_/);
    expect(Reflect.get(globalThis, 'wasLoaded')).toBeUndefined();
  });

  it.each([
    [
      '{ policy: budget-controler, quantile: 0.95 }',
      /E_UNKNOWN_POLICY policies\[1\]\.policy.*did you mean "budget-controller"/s,
    ],
    [
      '{ policy: budget-controller, quantil: 0.95 }',
      /E_POLICY_SETTING policies\[1\]\.quantil .*did you mean "quantile"/s,
    ],
    ['{ policy: budget-controller, quantile: 2 }', /quantile is 2; give 0\.5 to 0\.9999/],
    ['{ policy: budget-controller, window: 1.5 }', /whole number/],
    ['{ policy: dense, depth: 1 }', /the policy has none/],
    ['{ policy: budget-controller, quantile: high }', /policies\[1\]/],
    ['{ policy: dense }', /E_DUPLICATE.*dense stands twice/s],
  ])('are refused where they make no sense: %s', async (entry, message) => {
    await expect(load(`[dense, ${entry}]`)).rejects.toThrow(message);
  });
});
