import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { type OpenedCell, openCell } from '../../sim/scenario/open-cell.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';

const folder = mkdtempSync(join(tmpdir(), 'latency-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The spiking camera with other targets. */
function scenarioOf(name: string, targets: string): string {
  const text = readFileSync(join(packageRoot(), 'scenarios', 'spiking-camera.yaml'), 'utf8')
    .replace(/^network: .*$/m, `network: ${join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx')}`)
    .replace(
      /^ {2}spiking-chip: .*$/m,
      '  spiking-chip: { deadlineMs: 100 }\n  neuromorphic: { deadlineMs: 100 }',
    )
    .replace(/^targets:\n[\s\S]*?\n\n/m, `targets:\n${targets}\n\n`);
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const times = ['L0', 'L3', 'L5'].flatMap((level) => [32, 16, 8].map((w) => `${level}-w${w}`));
const ids = ({ built }: OpenedCell) => built.options.map(({ id }) => id);

describe('latency codes in a scenario', () => {
  let latency: OpenedCell;
  let older: OpenedCell;
  beforeAll(async () => {
    const file = scenarioOf('both.yaml', '  - target: loihi-1\n    runtimes: [nxsdk-rate16, latency]');
    const scenario = await openScenario(file, '/');
    latency = await openCell(scenario, { target: 'loihi-1', runtime: 'latency' }, { cacheFolder: null });
    older = await openCell(scenario, { target: 'loihi-1' }, { cacheFolder: null });
  });

  it('are points of Loihi 1 beside its older model, each with tables of its own', () => {
    expect(ids(latency)).toEqual(times);
    expect(ids(older)).toEqual(['L0', 'L3', 'L5']);
    expect(latency.built.options[0]!.plan.numericForm).toBe('latency');
    expect(older.built.options[0]!.plan.numericForm).toBe('rate-16');
  });

  it('are driven by policies as levels are: dense is the finest of the densest, none goes on from another', () => {
    const policies = ['dense', 'static', 'early-exit', 'confidence-refinement'];
    const input = { ...latency.input, horizonS: 60, seeds: latency.input.seeds.slice(0, 1), policies };
    const run = simulateCell(input, latency.target, latency.reference, latency.networks, latency.built);
    const of = (policy: string) => run.policies.find((each) => each.policy === policy)!;
    expect(of('dense').mayUse.map((option) => run.options[option]!.id)).toEqual(['L0-w32']);
    expect(of('early-exit').notRun).toMatch(/needs exit points/);
    const energyJ = (policy: string) => of(policy).runs.reduce((sum, each) => sum + each.energyJ, 0);
    for (const level of ['L0', 'L3', 'L5']) {
      const spent = [8, 16, 32].map((w) => energyJ(`static-${level}-w${w}`));
      expect(spent).toEqual([...spent].sort((a, b) => a - b));
    }
    for (const { runs } of run.policies)
      for (const each of runs) {
        const parts = each.ledger.flatMap(({ joules }) => joules).reduce((a, b) => a + b, 0);
        expect(parts).toBeCloseTo(each.energyJ, 12);
      }
  });

  it('are refused with the reason where a profile knows of no current that lasts', async () => {
    const file = scenarioOf('speck.yaml', '  - target: speck-2\n    runtimes: [latency]');
    await expect(openScenario(file, '/')).rejects.toThrow(/E_UNKNOWN_RUNTIME[\s\S]*current lasts/);
  });
});
