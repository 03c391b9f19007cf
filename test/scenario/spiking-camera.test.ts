import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { type OpenedCell, openCell } from '../../sim/scenario/open-cell.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import type { CellRun } from '../../sim/scenario/simulate/cell-run.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';

let cell: OpenedCell;
let run: CellRun;
beforeAll(async () => {
  const scenario = await openScenario(join(packageRoot(), 'scenarios', 'spiking-camera.yaml'), '/');
  cell = await openCell(scenario, { target: 'speck-2' }, { cacheFolder: null });
  const policies = ['dense', 'static', 'early-exit', 'delta-threshold', 'mask-switch'];
  const input = { ...cell.input, horizonS: 100, seeds: cell.input.seeds.slice(0, 2), policies };
  run = simulateCell(input, cell.target, cell.reference, cell.networks, cell.built);
});

/** Readings with thresholds that are scaled. */
const scaled = ['h110', 'h125', 'h150', 'h200'].flatMap((h) => [32, 16].map((steps) => `t${steps}-${h}`));
const of = (policy: string) => run.policies.find((each) => each.policy === policy)!;

describe('the spiking camera', () => {
  it('has a point for every level that fits and every reading, and only one level in memory', () => {
    expect(cell.built.options.map(({ id }) => id)).toEqual(
      ['L3', 'L5'].flatMap((level) => [
        ...[32, 16, 12, 10].map((steps) => `${level}-t${steps}`),
        ...scaled.map((name) => `${level}-${name}`),
        ...(level === 'L3' ? ['r10', 'r20', 'c12'] : []).flatMap((mask) => [
          `L3-t32-${mask}`,
          `L3-t16-${mask}`,
        ]),
      ]),
    );
    expect(cell.built.choices.map(({ id }) => id)).toEqual(
      ['t32', 't16', 't12', 't10', ...scaled].map((name) => `L5-${name}`),
    );
  });

  it('spends what the causes of its ledger add up to, less with fewer steps and fewer weights, and less with higher thresholds', () => {
    const energyJ = (policy: string) => of(policy).runs.reduce((sum, each) => sum + each.energyJ, 0);
    for (const { runs } of run.policies)
      for (const each of runs) {
        const parts = each.ledger.flatMap(({ joules }) => joules).reduce((a, b) => a + b, 0);
        expect(parts).toBeCloseTo(each.energyJ, 12);
      }
    for (const level of ['L3', 'L5']) {
      const spent = [10, 12, 16, 32].map((steps) => energyJ(`static-${level}-t${steps}`));
      expect(spent).toEqual([...spent].sort((a, b) => a - b));
      expect(energyJ('early-exit')).toBeLessThan(energyJ('static-L3-t32'));
    }
    expect(energyJ('static-L5-t16')).toBeLessThan(energyJ('static-L3-t16'));
    expect(energyJ('static-L3-t16-r20')).toBeLessThan(energyJ('static-L3-t16-r10'));
    expect(energyJ('static-L3-t16-r10')).toBeLessThan(energyJ('static-L3-t16'));
    for (const reading of ['L3-t32', 'L3-t16', 'L5-t32', 'L5-t16']) {
      const spent = ['', '-h110', '-h125', '-h150', '-h200'].map((h) => energyJ(`static-${reading}${h}`));
      expect(spent).toEqual([...spent].sort((a, b) => b - a));
    }
    expect(of('dense').mayUse.map((option) => run.options[option]!.id)).toEqual(['L3-t32']);
  });

  it('goes on from exit to exit, each request from the first, and refuses what has no points', () => {
    const { runs, mayUse } = of('early-exit');
    const exits = mayUse.map((option) => run.options[option]!.id);
    // Those of one threshold: higher than balanced, for events are what this chip pays for.
    expect([...exits].sort()).toEqual(['L5-t16-h110', 'L5-t32-h110']);
    for (const { passes, requests } of runs) {
      const taken = ['L5-t16-h110', 'L5-t32-h110'].map(
        (id) => passes[run.options.findIndex((option) => option.id === id)]!,
      );
      expect(taken[0]).toBe(requests);
      expect(taken).toEqual([...taken].sort((a, b) => b - a));
      expect(taken[1]).toBeGreaterThan(0);
    }
    expect(of('delta-threshold').notRun).toMatch(/needs delta points/);
    expect(of('mask-switch').notRun).toMatch(/needs masked points/);
  });
});
