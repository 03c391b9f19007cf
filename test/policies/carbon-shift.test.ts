import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { loadIntensity } from '../../sim/scenario/load-intensity.ts';
import type { CellInput } from '../../sim/scenario/simulate/cell-input.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { networks, smallCell, smallTarget } from '../scenario/simulate/small-target.ts';

const file = join(packageRoot(), 'scenarios/grid/us-cal-ciso-2020-01.csv');
const intensity = await loadIntensity(file, 'grid.csv', 0);
const evening = [8, 9, 10, 10, 10, 9, 7, 5, 3, 2, 1, 1, ...new Array(36).fill(0)];

function emissions(change: Partial<CellInput> = {}) {
  const target = smallTarget();
  const input: CellInput = {
    ...smallCell,
    deadlineMs: 18 * 3.6e6,
    horizonS: 48 * 3600,
    arrivals: {
      activeShare: 1,
      meanMotionS: 1,
      shape: { kind: 'diurnal', hourly: evening, startHour: 0 },
      ratePerS: 0.02,
    },
    seeds: [1],
    intensity,
    policies: ['best-static', 'carbon-shift'],
    ...change,
  };
  const { policies } = simulateCell(input, target, target, networks);
  return policies.map(({ notRun, runs: [run] }) => ({
    notRun,
    run,
    aboveRestG: run ? run.emissionsG! - run.restEmissionsG! : Number.NaN,
    /** Mean intensity at which the energy above rest was spent, g/kWh. */
    gPerKwh: run
      ? ((run.emissionsG! - run.restEmissionsG!) / (run.energyJ - run.idleFloorJ)) * 3.6e6
      : Number.NaN,
  }));
}

it('saves a third and more of what work emits on a Californian evening, and misses nothing', () => {
  const [agnostic, shifting] = emissions();
  expect(shifting!.run!.missed + shifting!.run!.dropped).toBe(0);
  expect(shifting!.run!.serviceNs).toBe(agnostic!.run!.serviceNs);
  expect(shifting!.aboveRestG).toBeLessThan(0.7 * agnostic!.aboveRestG);
  // By the hour alone: fewer wake-ups, which it saves too, left out.
  expect(shifting!.gPerKwh).toBeLessThan(0.7 * agnostic!.gPerKwh);
});

it('saves nothing that a grid does not offer, and no more than its cleanest hour', () => {
  for (const { gPerKwh } of emissions()) {
    expect(gPerKwh).toBeGreaterThan(Math.min(...intensity.gPerKwh));
    expect(gPerKwh).toBeLessThan(Math.max(...intensity.gPerKwh));
  }
  expect(emissions({ intensity: undefined })[1]!.notRun).toMatch(/needs hourly intensity/);
  expect(emissions({ deadlineMs: 1000 })[1]!.notRun).toMatch(/needs slack/);
});
