import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { energyTree } from '../../sim/dashboard/screens/energy/energy-tree.ts';
import { buildGreenReport } from '../../sim/report/green/build-green-report.ts';
import { openSession } from '../../sim/session/open-session.ts';
import type { SimulatedCell } from '../../sim/session/questions.ts';
import type { Session } from '../../sim/session/session.ts';
import { fakeContext } from '../cli/fake-context.ts';
import { greenInput, greenRun } from '../report/green-sample.ts';
import { shortScenario } from './short-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-answers-'));
const scenario = shortScenario(folder, {
  ...{ pairedSeeds: 2, horizonS: 20 },
  policies: 'dense, best-static, deadline-controller',
});

const cell = { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0', pace: 0 };
const asked = { cell, change: {}, policy: 'deadline-controller', repetition: 1 };
let session: Session;
let simulated: SimulatedCell;
beforeAll(async () => {
  session = openSession({ cwd: folder, scenario, scenarioHash: null, threads: 1, version: '0.0.0' });
  simulated = await session.ask('cell', { cell, change: {} });
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a session with its scenario open', () => {
  it('assesses a row as the report of the whole run does, under each grid', async () => {
    const cells = [simulated.cell];
    const results = simulated.results.filter(({ policy }) => policy === 'best-static');
    const row = { cells, results, denseLoad: 0.3, ofRun: { zone: 'DE', year: 2025 } };
    const grids = [null, { zone: 'SE', year: 2021 }];
    const [here, there] = await session.ask('assess', { row, grids });
    const run = { ...greenRun(), cells, results: simulated.results };
    const whole = buildGreenReport({ ...(await greenInput()), run, embodied: new Map() });
    const { role: _, ...expected } = whole.rows.find(({ id }) => id === here!.row.id)!;
    expect(here!.row).toMatchObject(JSON.parse(JSON.stringify(expected)));
    const ratio = there!.row.operational.value / here!.row.operational.value;
    expect(ratio).toBeCloseTo(there!.grid.gCO2ePerKwh / here!.grid.gCO2ePerKwh, 12);
  });

  it('has parts of the energy that add up to that of the row, per inference and whole', () => {
    for (const result of simulated.results) {
      const tree = energyTree(result)!;
      const sumJ = tree.parts
        .flatMap(({ parts }) => parts)
        .reduce((sum, part) => sum + part.perInferenceJ, 0);
      expect(Math.abs(sumJ / result.energyPerInferenceJ! - 1)).toBeLessThan(1e-12);
      const ended = result.bySeed!.reduce((sum, seed) => sum + seed.ended, 0);
      expect(Math.abs(tree.joules / ended / result.energyPerInferenceJ! - 1)).toBeLessThan(1e-12);
    }
  });

  it('explains a request as `sparsewatt explain` does, and logs all of them', async () => {
    const { log, repetitions } = await session.ask('decisions', asked);
    expect(repetitions).toBe(2);
    const [first] = simulated.results.find(({ policy }) => policy === asked.policy)!.bySeed!;
    expect(log.arrivalNs).toHaveLength(first!.requests);
    const count = (of: Uint8Array) => of.reduce((sum, one) => sum + one, 0);
    const correct = log.own.right.map((right, request) => right & log.own.inTime[request]!);
    expect(count(correct)).toBe(first!.correct);
    const request = 3;
    const { context, stdout } = fakeContext(folder);
    const flags = ['--target', cell.target, '--policy', asked.policy, '--request', String(request)];
    expect(await main(['explain', scenario, ...flags], context)).toBe(0);
    const text = await session.ask('explanation', { ...asked, request });
    expect(stdout().split('\n').slice(1).join('\n')).toBe(`${text}\n`);
    await expect(session.ask('explanation', { ...asked, request: 1e6 })).rejects.toThrow(
      'no request 1000000',
    );
    await expect(session.ask('decisions', { ...asked, policy: 'nobody' })).rejects.toThrow(
      'E_UNKNOWN_POLICY',
    );
  });

  it('follows a change of the deadline', async () => {
    const { log } = await session.ask('decisions', { ...asked, change: { deadlineMs: 1 } });
    expect(log.deadlineNs).toBe(1e6);
    expect(log.own.inTime.some(Boolean)).toBe(false);
  });

  it('answers what was asked before and after a question that was aborted', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const first = session.ask('decisions', asked);
    const second = session.ask('decisions', { ...asked, policy: 'dense' }, { signal });
    controller.abort();
    await expect(second).rejects.toThrow('aborted');
    const third = session.ask('decisions', { ...asked, policy: 'best-static' });
    expect((await first).log.always).toBeNull();
    expect((await third).log.always).not.toBeNull();
  });

  it('lists the numbers of a target of the scenario, and no other', async () => {
    const numbers = await session.ask('numbers', cell);
    expect(numbers.map(({ path }) => path)).toContain('runtimes.x-cube-ai-9.0.cyclesPerMac.conv');
    await expect(session.ask('numbers', { ...cell, target: 'a100' })).rejects.toThrow('no target a100');
  });

  it('writes the report of a run into a new folder', async () => {
    const run = greenRun();
    const name = `report-${run.scenario.name}-${run.resultHash.slice(0, 12)}`;
    const asked = { run, grid: { zone: 'SE', year: 2024 } };
    mkdirSync(join(folder, name));
    const { folder: written, files, warnings } = await session.ask('report', asked);
    expect(written).toBe(join(folder, `${name}-2`));
    expect(readdirSync(written).toSorted()).toEqual(files.toSorted());
    expect(files).toEqual(expect.arrayContaining(['report.md', 'report.html', 'report.json']));
    expect(readFileSync(join(written, 'report.md'), 'utf8')).toContain('SE');
    expect(readdirSync(join(folder, name))).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
