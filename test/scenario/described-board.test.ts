import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-described-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = (...path: string[]) => join(packageRoot(), ...path);
const example = /```yaml\n([\s\S]*?)```/.exec(
  readFileSync(shipped('hardware-profiles', 'README.md'), 'utf8'),
)![1]!;
writeFileSync(join(folder, 'nucleo-l476rg.yaml'), example);

const scenario = (target: string, runtimes: string) => {
  const file = join(folder, 'own.yaml');
  writeFileSync(
    file,
    `schemaVersion: 1
name: own
title: A minute on a board of one's own
network: ${shipped('scenarios', 'models', 'digits-ladder.onnx')}
data: degraded-mnist
pairedSeeds: 1
horizonS: 60
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.5], meanMotionS: 10, conditionDwellS: 20 }
classes:
  mcu: { activeShare: 0.5, deadlineFactor: 1.5 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: ${target}, runtimes: [${runtimes}] }
policies: [dense, best-static]
`,
  );
  return openScenario(file, folder);
};

describe('a scenario on a board that is described from its data sheet alone', () => {
  it('is simulated under a runtime of its family and the block runtime, marked as what it is', async () => {
    const { report } = await runScenario(
      await scenario('./nucleo-l476rg.yaml', 'x-cube-ai-9.0, sparsewatt-4x1'),
      {
        threads: 1,
        version: 'test',
        live: false,
        cacheFolder: join(folder, 'cache'),
      },
    );
    expect(report.cells.map(({ target, runtime }) => `${target} ${runtime}`)).toEqual([
      'nucleo-l476rg x-cube-ai-9.0',
      'nucleo-l476rg sparsewatt-4x1',
    ]);
    expect(report.cells.map(({ grade }) => grade)).toEqual(['fitted', 'estimated']);
    expect(report.cells[0]!.validated).toEqual({ latency: false, energy: false });
    for (const row of report.results) expect(row.energyPerInferenceJ).toBeGreaterThan(0);
  });

  it('is refused with the runtimes that there are, and where memories are missing', async () => {
    await expect(scenario('./nucleo-l476rg.yaml', 'x-cube-ai-9.9')).rejects.toMatchObject({
      issues: [{ code: 'E_UNKNOWN_RUNTIME', allowed: expect.arrayContaining(['x-cube-ai-9.0', 'plumerai']) }],
    });
    await expect(scenario('pcl-scepu02', 'tflm-2.3.1')).rejects.toThrow(
      /cannot be simulated: it has no flash, no sram/,
    );
    await expect(scenario('ndp9120', 'syntiant-sdk-v1.0')).rejects.toThrow(/class npu/);
  });
});
