import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { type OpenedCell, openCell } from '../../sim/scenario/open-cell.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import type { CellRun } from '../../sim/scenario/simulate/cell-run.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { spikingParts } from '../../sim/scenario/spiking-parts.ts';
import { scoreCell } from '../../sim/score/score-cell.ts';

let cell: OpenedCell;
let alone: OpenedCell;
let run: CellRun;
beforeAll(async () => {
  const scenario = await openScenario(join(packageRoot(), 'scenarios', 'wake-up-chain.yaml'), '/');
  const load = 10;
  cell = await openCell(scenario, { target: 'speck-wakes-mcu', load }, { cacheFolder: null });
  const spiking = await openScenario(join(packageRoot(), 'scenarios', 'spiking-camera.yaml'), '/');
  alone = await openCell(spiking, { target: 'speck-2' }, { cacheFolder: null });
  const policies = ['dense', 'best-static', 'confidence-refinement'];
  // At the scenario's own floor the chip is right often enough alone.
  const accuracyFloor = 0.92;
  const input = { ...cell.input, horizonS: 60, seeds: cell.input.seeds.slice(0, 2), policies, accuracyFloor };
  run = simulateCell(input, cell.target, cell.reference, cell.networks, cell.built);
}, 240_000);

const option = (id: string) => run.built.find((each) => each.id === id)!;

describe('a spiking front end that wakes a microcontroller', () => {
  it('runs the converted ladder on the chip and everything else on the other unit', () => {
    const on = (unit: string) => cell.built.options.filter((each) => each.unit === unit);
    expect(on('speck').map(({ id }) => id)).toEqual(alone.built.options.map(({ id }) => `${id}@speck`));
    expect(new Set(on('speck').map(({ accuracyFrom }) => accuracyFrom))).toEqual(new Set(['rate']));
    expect(new Set(on('mcu').map(({ accuracyFrom }) => accuracyFrom))).toEqual(new Set(['int8']));
    expect(on('mcu').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['L0@mcu', 'L6@mcu', 'dense@mcu', 'small-dense-0.25@mcu']),
    );
  });

  it('asks both units the same samples, and the chip spends on each what it spends alone', () => {
    for (const { test } of cell.networks) {
      expect(test.labels).toEqual(cell.networks[0]!.test.labels);
      expect(test.conditions).toEqual(cell.networks[0]!.test.conditions);
    }
    for (const { id, test } of alone.built.options) {
      const own = option(`${id}@speck`).test!;
      expect(own.serviceNs).toEqual(test!.serviceNs);
      expect(own.correct).toEqual(test!.correct);
      // Above the lowest rest of the chip here, of the chip there.
      expect(own.marginalJ).toEqual(test!.marginalJ);
    }
  });

  it('answers with spikes what it is sure of and wakes the other unit for the rest', () => {
    const refined = run.policies.find(({ policy }) => policy === 'confidence-refinement')!;
    const [first, second] = refined.mayUse.map((index) => run.options[index]!);
    expect([first!.unit, second!.unit]).toEqual(['speck', 'mcu']);
    for (const { passes, requests } of refined.runs) {
      expect(passes[first!.index]).toBe(requests);
      expect(passes[second!.index]).toBeGreaterThan(0);
      expect(passes[second!.index]).toBeLessThan(0.3 * requests);
    }
    const { results } = scoreCell(run);
    for (const row of results.filter(({ fits }) => fits)) expect(row.regretJ).toBeGreaterThanOrEqual(0);
    const rowOf = (policy: string) => results.find((row) => row.policy === policy)!;
    const dense = rowOf('dense').energyPerInferenceJ!;
    expect(rowOf('confidence-refinement').energyPerInferenceJ).toBeLessThan(0.2 * dense);
  });

  it('is known by its profile', async () => {
    expect(await spikingParts('speck-wakes-mcu')).toEqual([
      { unit: 'speck', chip: 'speck-2', runtimes: { published: 'rate', 'sparsewatt-4x1': 'rate' } },
    ]);
    expect(await spikingParts('mcu-pair')).toEqual([]);
    expect(await spikingParts('speck-2')).toEqual([]);
  });
});
