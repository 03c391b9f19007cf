import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openSession } from '../../sim/session/open-session.ts';
import type { CellChange, EarlyRow, PointProgress } from '../../sim/session/questions.ts';
import type { Session } from '../../sim/session/session.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-knobs-'));
const file = join(folder, 'short.yaml');
const text = `schemaVersion: 1
name: short # of this test
title: Ten seconds on a microcontroller
network: ${join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx')}
data: degraded-mnist
pairedSeeds: 2
horizonS: 10
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.3], meanMotionS: 10, conditionDwellS: 20 }
classes:
  # What a coin cell gives.
  mcu: { activeShare: 0.5, deadlineFactor: 1.5, batteryJ: 0.1 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: nucleo-l4r5zi, runtimes: [x-cube-ai-9.0] }
policies:
  - static
  - best-static
  - deadline-controller # the one that is turned
`;
writeFileSync(file, text);

const cell = { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0', pace: 0 };
let session: Session;
beforeAll(() => {
  session = openSession({ cwd: folder, scenario: file, scenarioHash: null, threads: 1, version: '0.0.0' });
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

const turned: CellChange = {
  deadlineMs: 40,
  batteryJ: 0.2,
  policies: { 'deadline-controller': 'deadline-controller:headRoom=3' },
};

describe('a cell at other settings', () => {
  it('says what can be set', async () => {
    const knobs = await session.ask('knobs', cell);
    expect(knobs).toMatchObject({ batteryJ: 0.1, storeJ: null });
    expect(Object.keys(knobs.parameters)).toEqual(['deadline-controller']);
    expect(knobs.parameters['deadline-controller']![2]).toMatchObject({
      id: 'headRoom',
      low: 0,
      high: 10,
      value: 2,
    });
    const { policies } = { policies: knobs.points.map(({ policy }) => policy) };
    expect(policies).toContain('static-L2');
    expect(policies.some((policy) => policy.endsWith('-g1'))).toBe(true);
  });

  it('gives the row first that is asked for first, early and whole, and each other row once', async () => {
    const parts: EarlyRow[] = [];
    const first = 'deadline-controller';
    const onPart = (part: EarlyRow | PointProgress) => {
      if (part.kind === 'row') parts.push(part);
    };
    const { cell: summary, results } = await session.ask('cell', { cell, change: turned, first }, { onPart });
    expect(parts.slice(0, 2)).toMatchObject([
      { row: first, repetitions: 1, of: 2, result: { policy: 'deadline-controller:headRoom=3' } },
      { row: first, repetitions: 2, of: 2 },
    ]);
    expect(parts[1]!.result.bySeed![0]).toEqual(parts[0]!.result.bySeed![0]);
    const rows = parts.slice(1).map(({ row }) => row);
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.length).toBe(results.length);
    for (const { result } of parts.slice(1)) {
      const whole = results.find(({ policy }) => policy === result.policy)!;
      expect(result.energyPerInferenceJ).toBe(whole.energyPerInferenceJ);
      expect(result.accuracy).toBe(whole.accuracy);
    }
    expect(summary.deadlineMs).toBe(40);
    const again = await session.ask('cell', { cell, change: turned });
    expect(again.results).toEqual(results);
  });

  it('refuses what it does not have', async () => {
    await expect(session.ask('cell', { cell, change: { storeJ: 1 } })).rejects.toThrow('has no store');
    const change = { policies: { 'best-static': 'budget-controller:quantile=7' } };
    await expect(session.ask('cell', { cell, change })).rejects.toThrow('give 0.5 to 0.9999');
  });

  it('goes on with the next question when one is aborted', async () => {
    const controller = new AbortController();
    const change = { deadlineMs: 31 };
    const aborted = session.ask('cell', { cell, change }, { signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toThrow('aborted');
    expect((await session.ask('cell', { cell, change: { deadlineMs: 32 } })).cell.deadlineMs).toBe(32);
  });
});

describe('a scenario with these settings', () => {
  const question = { cell, row: 'deadline-controller', change: turned } as const;

  it('is written beside the old one with its comments, and gives the same cell when it is run', async () => {
    const saved = await session.ask('save', { ...question, kind: 'scenario', name: 'tight' });
    expect(saved.file).toBe(join(folder, 'tight.yaml'));
    const written = readFileSync(saved.file, 'utf8');
    for (const part of [
      'name: tight # of this test',
      '# What a coin cell gives.',
      'batteryJ: 0.2',
      '# the one that is turned',
    ])
      expect(written).toContain(part);
    expect(written).toContain('{ policy: deadline-controller, headRoom: 3 }');
    const other = openSession({
      cwd: folder,
      scenario: saved.file,
      scenarioHash: null,
      threads: 1,
      version: '0.0.0',
    });
    try {
      const [own, turnedCell] = await Promise.all([
        other.ask('cell', { cell, change: { deadlineMs: 40 } }),
        session.ask('cell', { cell, change: turned }),
      ]);
      expect(own.results).toEqual(turnedCell.results);
      // The file states a factor, to six digits.
      expect((await other.ask('knobs', cell)).deadlineMs).toBeCloseTo(40, 3);
    } finally {
      await other.close();
    }
  });

  it('is never written over another file, nor under a name that is none', async () => {
    await expect(session.ask('save', { ...question, kind: 'scenario', name: 'short' })).rejects.toThrow(
      'never overwritten; give another name',
    );
    await expect(session.ask('save', { ...question, kind: 'scenario', name: '../x' })).rejects.toThrow(
      'cannot be the name',
    );
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('takes a preset as a further policy, and refuses one that scenarios cannot name', async () => {
    const { file: preset } = await session.ask('save', { ...question, kind: 'preset', name: 'preset' });
    const written = readFileSync(preset, 'utf8');
    expect(written).toContain('- deadline-controller # the one that is turned');
    expect(written).toContain('{ policy: deadline-controller, headRoom: 3 }');
    expect(written).toContain('batteryJ: 0.1');
    const change = { policies: { 'static-L0': 'static-L0-z' } };
    await expect(
      session.ask('save', { kind: 'preset', name: 'gated', cell, row: 'static-L0', change }),
    ).rejects.toThrow('a scenario cannot name static-L0-z');
  });
});

describe('a cell at another clock', () => {
  const change: CellChange = { governor: '80MHz' };
  const governed = { cell, row: 'best-static', change, kind: 'scenario' } as const;

  it('is there where the profile has several, with the load and the deadline of before', async () => {
    const knobs = await session.ask('knobs', cell);
    expect(knobs.clocks).toEqual({ fixed: ['26MHz', '80MHz', '120MHz'], own: '120MHz', governor: null });
    const [own, slow, paced] = await Promise.all(
      [{}, change, { governor: 'pace' } as const].map((one) => session.ask('cell', { cell, change: one })),
    );
    expect(slow!.cell).toMatchObject({ runtime: 'x-cube-ai-9.0@80MHz', governor: '80MHz' });
    expect(slow!.cell.deadlineMs).toBe(own!.cell.deadlineMs);
    const dense = (of: typeof own) => of!.results.find(({ policy }) => policy === 'static-L0')!;
    expect(dense(slow).requests).toBe(dense(own).requests);
    expect(dense(slow).latencyP50Ms! / dense(own).latencyP50Ms!).toBeCloseTo(1.5, 1);
    expect(dense(slow).energyPerInferenceJ!).toBeLessThan(dense(own).energyPerInferenceJ!);
    expect(paced!.cell.governor).toBe('pace');
    await expect(session.ask('cell', { cell, change: { governor: '81MHz' } })).rejects.toThrow(
      'no clock of 81MHz',
    );
  });

  it('is simulated again, explained and traced under that clock', async () => {
    const run = { cell, change, policy: 'static-L0', repetition: 1 } as const;
    const { log } = await session.ask('decisions', run);
    const recording = await session.ask('recording', { run, bins: 10 });
    expect(log.arrivalNs.length).toBeGreaterThan(0);
    expect(recording.series.binNs).toBe(1e9);
  });

  it('is written as a governor of its target, and gives the same cell when it is run', async () => {
    const { file: saved, remark } = await session.ask('save', { ...governed, name: 'slow' });
    expect(remark).toContain('the clock for all runtimes of nucleo-l4r5zi');
    expect(readFileSync(saved, 'utf8')).toContain('governors: [ 80MHz ]');
    const other = openSession({ cwd: folder, scenario: saved, scenarioHash: null, threads: 1, version: '0' });
    try {
      const runtime = 'x-cube-ai-9.0@80MHz';
      const [there, here] = await Promise.all([
        other.ask('cell', { cell: { ...cell, runtime }, change: {} }),
        session.ask('cell', { cell, change }),
      ]);
      expect(there).toEqual(here);
      expect((await other.ask('knobs', { ...cell, runtime })).clocks).toMatchObject({ governor: '80MHz' });
    } finally {
      await other.close();
    }
  });
});
