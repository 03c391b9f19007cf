import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { npuEnergyModel, npuLatencyModel } from '../../../sim/calibration/npu/operating-point-models.ts';
import { shippedCatalogue } from '../../../sim/scenario/shipped-catalogue.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import type { NpuProfile } from '../../../sim/targets/npu/profile-schema.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';
import { si } from '../../../sim/targets/quantity.ts';

let folder = '';
let rows: readonly MeasuredRow[];
const profiles = new Map<string, NpuProfile>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-npu-'));
  rows = (await loadMeasured(['npu'])).filter((row) => row.use === 'score');
  for (const [id, file] of await profileFiles())
    if (file.includes('/npu/')) profiles.set(id, (await loadProfile(id)).profile as NpuProfile);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('profiles of NPUs', () => {
  it('have every operating point at which their chip was measured', () => {
    expect(profiles.size).toBeGreaterThanOrEqual(6);
    for (const { chip, family, operatingPoints } of profiles.values())
      for (const row of rows.filter((one) => one.chip === chip)) {
        expect(row.family).toBe(family);
        const same = operatingPoints.some(
          ({ clock, supply, mode, regulator }) =>
            (clock ? si(clock) / 1e6 : null) === row.clockMhz &&
            (supply ? si(supply) : null) === row.supplyV &&
            (regulator ?? null) === row.regulator &&
            (mode ?? null) === row.mode,
        );
        expect(same, row.id).toBe(true);
      }
  });

  it('carry the model of operating points from one point of the NDP9120 to the others', () => {
    const seen = rows.filter((row) => row.clockMhz !== 49.2);
    const [latency, energy] = [npuLatencyModel.fit(seen), npuEnergyModel.fit(seen)];
    const one = seen.find((row) => row.chip === 'ndp9120' && row.network === 'mlperf-tiny-ic')!;
    const at = profiles.get('ndp9120')!.operatingPoints.map(({ clock, supply }) => {
      const row = { ...one, clockMhz: si(clock!) / 1e6, supplyV: si(supply!) };
      return { ms: latency.predict(row)!.central, joules: energy.predict(row)!.central };
    });
    expect(at.map(({ ms }) => ms)).toEqual(at.map(({ ms }) => ms).sort((a, b) => b - a));
    expect(at.map(({ joules }) => joules)).toEqual(at.map(({ joules }) => joules).sort((a, b) => a - b));
    expect(latency.predict({ ...one, network: 'mlperf-tiny-ad' })).toBeNull();
  });

  it('are refused as targets of a scenario, with the command that takes them', async () => {
    await expect(loadTarget('ndp9120', 'any')).rejects.toThrow(/class npu/);
    const { readProfile } = await shippedCatalogue();
    await expect(readProfile('gap9-evk')).rejects.toMatchObject({
      issues: [{ code: 'E_NPU_RUN', hint: expect.stringContaining('sparsewatt predict') }],
    });
  });

  it.each([
    [/ {4}clock: .*\n/, '', 'E_OPERATING_POINT'],
    [/value: 30.7, unit: MHz/, 'value: 30.7, unit: V', 'E_VALUE'],
    [/regulator: direct/, 'regulator: none', 'E_VALUE'],
    [/operatingPoints/, 'points', 'E_UNKNOWN_KEY'],
    [/source: mlperf-tiny-systems/, 'source: nowhere', 'E_UNKNOWN_SOURCE'],
  ])('are refused with %s replaced by "%s"', async (find, replace, code) => {
    const shipped = (await profileFiles()).get('ndp9120')!;
    const file = join(folder, 'ndp9120.yaml');
    await writeFile(file, (await readFile(shipped, 'utf8')).replace(find, replace));
    const error = await loadProfile(file).catch((reason: unknown) => reason);
    expect(error).toHaveProperty('issues');
    const { issues } = error as { issues: { code: string; line: number; column: number }[] };
    expect(issues.map((issue) => issue.code)).toContain(code);
    for (const issue of issues) expect(issue.line).toBeGreaterThan(4);
  });
});
