import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { runReportSchema } from '../../sim/report/run-report-schema.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'short.yaml');
writeFileSync(
  file,
  `schemaVersion: 1
name: short
title: Two minutes on a microcontroller
network: ${join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx')}
data: degraded-mnist
pairedSeeds: 2
horizonS: 120
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.5], meanMotionS: 10, conditionDwellS: 20 }
classes:
  mcu: { activeShare: 0.5, deadlineFactor: 1.5 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: nucleo-l4r5zi, runtimes: [x-cube-ai-9.0, sparsewatt-4x1] }
policies: [dense, static, best-static, random]
`,
);

const run = async (threads: number, seed?: number) =>
  runScenario(await openScenario(file, folder), {
    threads,
    seed,
    version: 'test',
    live: false,
    cacheFolder: join(folder, 'cache'),
  });

describe('runScenario', () => {
  it('gives the same document with 1 and 2 threads and another one for another seed', async () => {
    const { report } = await run(1);
    expect(await run(2).then((other) => other.report)).toEqual(report);
    expect((await run(2, 7)).report.resultHash).not.toBe(report.resultHash);

    expect(runReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.cells).toHaveLength(2);
    // Both runtimes compute in int8 and replay its tables: no cell borrows another form's accuracy.
    expect(new Set(report.results.map((row) => row.accuracyFrom))).toEqual(new Set(['int8']));
    expect(
      report.cells.flatMap((cell) => cell.notes).filter((note) => note.includes('accuracy is of')),
    ).toEqual([]);
    for (const { int8, degradedAccuracy } of report.networks) {
      expect(Math.abs(int8!.degradedAccuracy.value - degradedAccuracy.value)).toBeLessThan(0.01);
    }
    const policies = new Set(report.results.map((row) => row.policy));
    for (const policy of ['dense', 'static-L0', 'static-L3', 'best-static', 'random'])
      expect(policies).toContain(policy);
  });

  it('leaves every number empty where the network is too large for the flash, and says which layer', async () => {
    const shipped = join(packageRoot(), 'hardware-profiles', 'mcu', 'nucleo-l4r5zi.yaml');
    const profile = readFileSync(shipped, 'utf8')
      .replace(/^id: .*/m, 'id: small-flash')
      .replace('flash: { value: 2, unit: MiB', 'flash: { value: 100, unit: KiB');
    writeFileSync(join(folder, 'small-flash.yaml'), profile);
    const own = join(folder, 'own.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      own,
      text
        .replace('target: nucleo-l4r5zi', 'target: ./small-flash.yaml')
        .replace('horizonS: 120', 'horizonS: 20'),
    );
    const { report } = await runScenario(await openScenario(own, folder), { version: 'test', live: false });
    const dense = report.results.find((row) => row.runtime === 'x-cube-ai-9.0' && row.policy === 'dense')!;
    expect(dense.fits).toBe(false);
    expect(dense.refusal).toMatchObject({ memory: 'flash', availableBytes: 102_400 });
    expect(dense.refusal!.layer).not.toBe('');
    expect(dense.refusal!.neededBytes).toBeGreaterThan(102_400);
    for (const key of ['requests', 'energyPerInferenceJ', 'accuracy', 'peakMemoryBytes', 'regret'] as const)
      expect(dense[key]).toBeNull();
    expect(report.cells[0]!.fits).toBe(false);
  });

  it('refuses a target that the scenario does not have', async () => {
    const scenario = await openScenario(file, folder);
    await expect(runScenario(scenario, { version: 'test', targets: ['nucleo-l4r5z'] })).rejects.toThrow(
      'did you mean "nucleo-l4r5zi"?',
    );
  });
});
