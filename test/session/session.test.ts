import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openSession } from '../../sim/session/open-session.ts';
import type { RunPart } from '../../sim/session/questions.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-session-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'short.yaml');
writeFileSync(
  file,
  `schemaVersion: 1
name: short
title: Half a minute on a microcontroller
network: ${join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx')}
data: degraded-mnist
pairedSeeds: 1
horizonS: 30
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.3, 0.5], meanMotionS: 10, conditionDwellS: 20 }
classes:
  mcu: { activeShare: 0.5, deadlineFactor: 1.5 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: nucleo-l4r5zi, runtimes: [x-cube-ai-9.0] }
policies: [dense, static, best-static, random]
`,
);

const open = (scenarioHash: string | null = null) =>
  openSession({ cwd: folder, scenario: file, scenarioHash, threads: 1, version: '0.0.0' });

describe('a session', () => {
  it('runs its scenario telling of every part, and simulates a cell of it with another deadline', async () => {
    const session = open();
    try {
      const parts: RunPart[] = [];
      const report = await session.ask('run', null, { onPart: (part) => parts.push(part) });
      const told = parts.flatMap((part) => (part.kind === 'cells' ? part.cells : []));
      expect(told.map(({ cell }) => cell.denseLoad)).toEqual(report.cells.map((cell) => cell.denseLoad));
      expect(told.flatMap(({ results }) => results)).toEqual(report.results);
      expect(parts.some(({ kind }) => kind === 'progress')).toBe(true);

      const cell = { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0', pace: 1 };
      const same = await session.ask('cell', { cell, change: {} });
      expect(same.results).toEqual(told[1]!.results);
      const tight = await session.ask('cell', { cell, change: { deadlineMs: 1 } });
      expect(tight.results.find((row) => row.policy === 'dense')!.deadlineMissShare).toBe(1);
      await expect(session.ask('cell', { cell: { ...cell, pace: 2 }, change: {} })).rejects.toThrow(
        'no cell nucleo-l4r5zi, x-cube-ai-9.0, 3',
      );

      const run = { cell, change: {}, policy: 'random', repetition: 1 };
      const { series, totals } = await session.ask('recording', { run, bins: 30 });
      const scored = report.results.find((row) => row.policy === 'random' && row.denseLoad === 0.5)!;
      const [seed] = scored.bySeed!;
      expect(totals).toMatchObject({ requests: seed!.requests, correct: seed!.correct });
      expect(series.done.reduce((sum, count) => sum + count, 0)).toBe(totals.done);
      expect(totals.energyJ).toBeCloseTo(seed!.energyJ, 12);
      const asked = { fromNs: 0, toNs: totals.endNs, bins: 10, aroundNs: 0, most: 5 };
      const window = await session.ask('window', { run, window: asked });
      expect([window.events.length, window.eventCount > 5]).toEqual([5, true]);
      const units = await session.ask('units', { run });
      expect(units.map(({ name }) => name)).toEqual(series.lanes.map(({ unit }) => unit));
      const passes = units.flatMap(({ options }) => options.map((option) => option.passes));
      expect(passes.reduce((sum, count) => sum + count, 0)).toBe(totals.requests - totals.dropped);
      for (const { macs, mostMacs } of units[0]!.layers) expect(macs).toBeLessThanOrEqual(mostMacs!);
      expect(units[0]!.layers.length).toBeGreaterThan(2);
      const written = [await session.ask('trace', { run }), await session.ask('trace', { run })];
      expect(new Set(written.map(({ file: name }) => name)).size).toBe(2);
      for (const { file: name, bytes } of written) {
        expect(readFileSync(name)).toHaveLength(bytes);
        expect(JSON.parse(readFileSync(name, 'utf8')).otherData.policy).toBe('random');
      }
      await expect(session.ask('recording', { run: { ...run, policy: 'randon' }, bins: 30 })).rejects.toThrow(
        /E_UNKNOWN_POLICY.*randon/,
      );
    } finally {
      await session.close();
    }
  });

  it('refuses a scenario that is not the one of the run, with code and next step', async () => {
    const session = open('0'.repeat(64));
    try {
      const asked = session.ask('cell', {
        cell: { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0', pace: 0 },
        change: {},
      });
      await expect(asked).rejects.toThrow(/E_SCENARIO_CHANGED .*has changed since this run was saved/);
    } finally {
      await session.close();
    }
  });

  it('rejects what was aborted, also before it was asked', async () => {
    const session = open();
    const controller = new AbortController();
    const running = session.ask('run', null, { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toThrow('aborted');
    await expect(session.ask('run', null, { signal: controller.signal })).rejects.toThrow('aborted');
    await session.close();
  });
});
