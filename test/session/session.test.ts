import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { openSession } from '../../sim/session/open-session.ts';
import type { RunPart, ScenarioNews } from '../../sim/session/questions.ts';
import { shortScenario } from './short-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-session-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// One operating point: the kernels that check its table are soon done.
const network = join(packageRoot(), 'scenarios', 'models', 'digits-small-025.onnx');
const file = shortScenario(folder, { network });

const open = (scenarioHash: string | null = null) =>
  openSession({ cwd: folder, scenario: file, scenarioHash, threads: 1, version: '0.0.0' });

describe('a session', () => {
  it('runs its scenario telling of every part, and simulates a cell of it with another deadline', async () => {
    const session = open();
    try {
      const parts: RunPart[] = [];
      const report = await session.ask('run', { anew: false }, { onPart: (part) => parts.push(part) });
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
    } finally {
      await session.close();
    }
  });

  it('records a run of a cell, reads parts of it, and writes its trace under a free name', async () => {
    const session = open();
    try {
      const cell = { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0', pace: 1 };
      const run = { cell, change: {}, policy: 'random', repetition: 1 };
      const { series, totals } = await session.ask('recording', { run, bins: 30 });
      const { results } = await session.ask('cell', { cell, change: {} });
      const scored = results.find((row) => row.policy === 'random')!;
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

  it('answers once a scenario that was another one is that of the run again', async () => {
    const text = readFileSync(file, 'utf8');
    const { hash } = await openScenario(file, folder);
    const session = open(hash);
    const asked = () => session.ask('numbers', { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0' });
    try {
      writeFileSync(file, text.replace('horizonS: 30', 'horizonS: -1'));
      await expect(asked()).rejects.toThrow(/E_RANGE/);
      writeFileSync(file, text.replace('horizonS: 30', 'horizonS: 31'));
      await expect(asked()).rejects.toThrow(/E_SCENARIO_CHANGED/);
      writeFileSync(file, text);
      expect((await asked()).length).toBeGreaterThan(5);
    } finally {
      writeFileSync(file, text);
      await session.close();
    }
  });

  it('tells of every change of the scenario: what can be run, and what is wrong', async () => {
    const text = readFileSync(file, 'utf8');
    const session = open();
    const controller = new AbortController();
    const news: ScenarioNews[] = [];
    const heard = (count: number) =>
      vi.waitUntil(() => news.length >= count, { timeout: 20_000, interval: 20 });
    try {
      const { hash } = await openScenario(file, folder);
      const watching = session.ask(
        'watch',
        { hash },
        { signal: controller.signal, onPart: (part) => news.push(part) },
      );
      watching.catch(() => {});
      // It has looked at the file once when it hears of a change.
      writeFileSync(file, text.replace('horizonS: 30', 'horizonS: 31'));
      await heard(1);
      expect(news[0]).toMatchObject({ kind: 'changed', report: { scenario: { horizonS: 31 } } });
      writeFileSync(file, text.replace('horizonS: 30', 'horizonS: never'));
      await heard(2);
      expect(news[1]).toMatchObject({
        kind: 'invalid',
        problem: expect.stringMatching(/short\.yaml:7:\d+ error/),
      });
      writeFileSync(file, text);
      await heard(3);
      expect(news[2]).toMatchObject({ kind: 'changed', report: { scenario: { hash } } });
    } finally {
      controller.abort();
      writeFileSync(file, text);
      await session.close();
    }
  });

  it('rejects what was aborted, also before it was asked', async () => {
    const session = open();
    const controller = new AbortController();
    const running = session.ask('run', { anew: false }, { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toThrow('aborted');
    await expect(session.ask('run', { anew: false }, { signal: controller.signal })).rejects.toThrow(
      'aborted',
    );
    await session.close();
  });
});
