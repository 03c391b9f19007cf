import { beforeAll, describe, expect, it } from 'vitest';
import { loadMeasured } from '../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../sim/calibration/measured/measured-row.ts';
import { loadChipTarget } from '../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { staticPowerW } from '../../sim/targets/neuromorphic/points/chip-cost.ts';
import { type ProfileCheck, profileChecks } from '../../sim/validate/profile-checks.ts';

let rows: readonly MeasuredRow[];
let checks: readonly ProfileCheck[];
beforeAll(async () => {
  rows = await loadMeasured(['neuromorphic']);
  checks = await profileChecks(rows);
});

describe('constants of profiles beside rows that they are not from', () => {
  // [row, least and most of constants / measured]: what docs/neuromorphic.md says of them.
  it.each([
    ['truenorth-high-105', 0.99, 1.01],
    ['truenorth-rec-20hz', 0.93, 0.97],
    ['truenorth-silent-070', 1.15, 1.2],
    ['odor-loihi', 1.05, 1.12],
    ['clp-loihi2', 2, 2.2],
    ['xyloimu-poisson', 1.05, 1.12],
    ['ecg-bss2', 1.4, 1.5],
  ])('are what is said of them for %s', (id, least, most) => {
    const { measured, predicted } = checks.find(({ row }) => row === id)!;
    expect(predicted / measured).toBeGreaterThan(least);
    expect(predicted / measured).toBeLessThan(most);
  });

  it('follow the row: nothing of them is fitted to it', async () => {
    const bent = rows.map((row) => (row.id === 'ecg-bss2' ? { ...row, energyJ: row.energyJ! * 3 } : row));
    const after = await profileChecks(bent);
    const of = (list: readonly ProfileCheck[]) => list.find(({ row }) => row === 'ecg-bss2')!;
    expect(of(after).predicted).toBe(of(checks).predicted);
    expect(of(after).measured).toBeCloseTo(3 * of(checks).measured, 12);
    expect(await profileChecks(rows.filter((row) => row.id !== 'ecg-bss2'))).toHaveLength(checks.length - 1);
  });

  it('of ODIN make its published maximum, which they are from, and no less than the energy of a digit', async () => {
    const odin = await loadChipTarget('odin', false);
    const eventJ = odin.design.kinds[0]!.synapses[0]!.cost.energyJ;
    const baseW = staticPowerW(odin, 0);
    const fastest = rows.find(({ id }) => id === 'odin-75mhz')!;
    const most = fastest.counted!.synapticEventsPerS!;
    expect((baseW + most * eventJ) / fastest.powerW!).toBeCloseTo(1, 2);
    // 256 inputs to 10 outputs, each event once, at the rate of the maximum; the energy was recalled, not read.
    const digit = rows.find(({ id }) => id === 'odin-mnist')!;
    const synapses = 2560;
    const boundJ = synapses * (eventJ + baseW / most);
    expect(boundJ).toBeGreaterThan(digit.energyJ!);
    expect(boundJ).toBeLessThan(3 * digit.energyJ!);
  });
});
