import { beforeAll, describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../sim/calibration/class-model.ts';
import { cpuEnergyModel } from '../../../sim/calibration/cpu/energy-model.ts';
import { cpuLatencyModel } from '../../../sim/calibration/cpu/latency-model.ts';
import { loadCpuFacts } from '../../../sim/calibration/cpu/load-cpu-facts.ts';
import { cpuPowerModel } from '../../../sim/calibration/cpu/power-model.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { sampleCpuRow } from './sample-cpu-row.ts';

let time: FittedModel;
let power: FittedModel;
let energy: FittedModel;
beforeAll(async () => {
  const facts = await loadCpuFacts();
  const rows = (await loadMeasured(['sbc-cpu', 'phone'])).filter((row) => row.use === 'score');
  time = cpuLatencyModel(facts, 'sbc-cpu').fit(rows);
  power = cpuPowerModel(facts).fit(rows);
  energy = cpuEnergyModel(facts).fit(rows);
});

const watts = (parts: Partial<MeasuredRow>): number => power.predict(sampleCpuRow(parts))!.central;
const ratioOf = (model: FittedModel, parts: Partial<MeasuredRow>): number => {
  const { low, high } = model.predict(sampleCpuRow(parts))!;
  return high / low;
};

describe('power of a single board', () => {
  it('falls faster than the clock, down to what the board draws without work', () => {
    const xavier = { chip: 'tegra-xavier', family: 'carmel' };
    const [slow, half, full] = [5, 1132.8, 2265.6].map((clockMhz) => watts({ ...xavier, clockMhz }));
    expect(full! - slow!).toBeGreaterThan(3 * (half! - slow!));
    expect(slow).toBeGreaterThan(2);
    expect(watts({ ...xavier, clockMhz: null, mode: '30w-4core' })).toBeLessThan(full!);
  });

  it('is that of its boundary: another one is known less well, and none is not guessed', () => {
    expect(ratioOf(power, { boundary: 'chip' })).toBeGreaterThan(ratioOf(power, {}));
    expect(power.predict(sampleCpuRow({ boundary: null }))).toBeNull();
  });
});

describe('energy of one inference', () => {
  it('is power times time, and no better known than either', () => {
    for (const network of ['resnet-50-v1.5', 'mobilenet-v1-0.25-128']) {
      const row = sampleCpuRow({ network });
      const joules = energy.predict(row)!;
      expect(joules.central).toBeCloseTo((watts({ network }) * time.predict(row)!.central) / 1e3, 9);
      expect(ratioOf(energy, { network })).toBeGreaterThan(ratioOf(power, { network }));
    }
  });

  it('of a new board is better known after one measured run', () => {
    const novel = { chip: 'rk3588s', family: 'cortex-a76', clockMhz: 2400 };
    const anchor = sampleCpuRow({ ...novel, network: 'resnet-50-v1.5', latencyMs: 200, powerW: 9 });
    expect(ratioOf(energy.anchoredBy!([anchor]), novel)).toBeLessThan(ratioOf(energy, novel));
  });
});
