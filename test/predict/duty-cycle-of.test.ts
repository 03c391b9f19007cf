import { describe, expect, it } from 'vitest';
import { dutyCycleOf } from '../../sim/predict/duty-cycle-of.ts';
import { predict } from '../../sim/predict/predict.ts';
import type { PredictOptions } from '../../sim/predict/predict-options.ts';
import { predictableProfile } from '../../sim/predict/predictable-profile.ts';
import type { PredictedQuantity } from '../../sim/predict/prediction.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';

const board: PredictOptions = {
  network: 'mlperf-tiny-ic',
  target: 'nucleo-u575zi-q',
  runtime: 'x-cube-ai-10.2',
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('one inference every so often', () => {
  const often: PredictOptions = { ...board, everyS: 1, batteryMwh: 1000 };

  it('adds up, has an interval, and tells the battery life', async () => {
    const { dutyCycle, energyJ } = await predict(often);
    const { meanPowerW, restStates, batteryLifeDays } = dutyCycle!;
    const parts = sum(restStates.map((state) => state.energyJ + state.wakeEnergyJ));
    expect(meanPowerW.central).toBeCloseTo(energyJ!.central + parts, 9);
    expect(restStates.map((state) => state.name)).toContain('sleep');
    expect(meanPowerW.low).toBeLessThan(meanPowerW.central);
    expect(meanPowerW.high).toBeGreaterThan(meanPowerW.central);
    expect(batteryLifeDays!.central * meanPowerW.central * 86400).toBeCloseTo(3600, 6);
    expect((await predict({ ...often, everyS: 10 })).dutyCycle!.meanPowerW.central).toBeLessThan(
      meanPowerW.central,
    );
  });

  it('knows the rest of a board that is described from its data sheet, at the clock that is asked for', async () => {
    const described = { network: 'mlperf-tiny-kws', target: 'nucleo-h7a3zi-q', everyS: 0.5 };
    const [whole, slow] = await Promise.all([predict(described), predict({ ...described, clockMhz: 64 })]);
    const names = whole.dutyCycle!.restStates.map((state) => state.name);
    expect(names).toEqual(['sleep', 'stop']);
    expect(slow.dutyCycle!.restStates[0]!.powerW).toBeLessThan(whole.dutyCycle!.restStates[0]!.powerW);
    expect(slow.dutyCycle!.dutyShare).toBeGreaterThan(whole.dutyCycle!.dutyShare);
  });

  const range = (central: number): PredictedQuantity => ({
    low: central / 2,
    central,
    high: 2 * central,
    group: 'seen',
    error: null,
  });
  const asked = async (target: string, options: Partial<PredictOptions>, latencyMs = 400) => {
    const profile = predictableProfile(await loadProfile(target));
    return dutyCycleOf(profile, { ...board, ...options }, [], range(latencyMs), range(1e-3));
  };

  it('is null where nobody asks, and says why where nothing is known of it', async () => {
    expect(await asked('nucleo-l4r5zi', {})).toEqual({ dutyCycle: null, notes: [] });
    const pi = await asked('raspberry-pi-4b', { everyS: 5 });
    expect(pi.dutyCycle).toBeNull();
    expect(pi.notes.join('\n')).toMatch(/nothing is known of how raspberry-pi-4b rests/);
    expect((await asked('nucleo-l4r5zi', { everyS: 5, batch: 8 })).notes.join()).toMatch(
      /one sample at a time/,
    );
  });

  it('says where a slow run could not keep up, and what is not known of the rest', async () => {
    const { dutyCycle, notes } = await asked('nucleo-l4r5zi', { everyS: 0.5, clockMhz: 80 });
    expect(dutyCycle!.dutyShare).toBeCloseTo(0.8, 9);
    expect(notes.join('\n')).toMatch(/cannot keep up with 0\.5 s/);
    expect(notes.join('\n')).toMatch(/clock and supply of the profile/);
    const shallow = await asked('nrf5340-dk', { everyS: 5 });
    expect(shallow.dutyCycle!.restStates.map(({ name }) => name)).toEqual(['sleep']);
    expect(shallow.notes.join('\n')).toMatch(/no stop current is known/);
  });

  it('refuses what cannot be, and names both times', async () => {
    await expect(asked('nucleo-l4r5zi', { everyS: 0.1 })).rejects.toThrow(
      /every 0\.1 s was asked for, but one takes 0\.4 s/,
    );
    await expect(asked('nucleo-l4r5zi', { batteryMwh: 100 })).rejects.toThrow(/E_NEEDS_INTERVAL.*--every-s/s);
  });
});
