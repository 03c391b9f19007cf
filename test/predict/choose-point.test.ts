import { describe, expect, it } from 'vitest';
import { loadMeasured } from '../../sim/calibration/measured/load-measured.ts';
import { choosePoint } from '../../sim/predict/choose-point.ts';
import type { PredictOptions } from '../../sim/predict/predict-options.ts';
import { type PredictableProfile, predictableProfile } from '../../sim/predict/predictable-profile.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';

type Asked = Omit<PredictOptions, 'network' | 'target'>;

async function point(id: string, asked: Asked = {}, change: Partial<PredictableProfile> = {}) {
  const profile = predictableProfile(await loadProfile(id));
  const rows = await loadMeasured([profile.class]);
  return choosePoint({ ...profile, ...change } as PredictableProfile, asked, rows);
}

describe('the point at which a target runs', () => {
  it('is that of the profile where nothing is asked', async () => {
    expect(await point('nucleo-l4r5zi')).toMatchObject({
      ...{ clockMhz: 120, supplyV: 1.8, regulator: 'linear', threads: null, mode: null, batch: 1 },
      ...{ notes: [], usual: ['clockMhz', 'supplyV', 'regulator'] },
    });
  });

  it('is one of those of an NPU, and the choice is told', async () => {
    expect(await point('ndp9120')).toMatchObject({ clockMhz: 30.7, supplyV: 0.9, regulator: 'direct' });
    expect((await point('ndp9120')).notes.join()).toMatch(
      /0\.9v .* was chosen; there are also 1\.0v .*1\.1v/,
    );
    expect(await point('ndp9120', { clockMhz: 98.7 })).toMatchObject({ supplyV: 1.1, notes: [] });
    expect(await point('ndp9120', { supplyV: 1 })).toMatchObject({ clockMhz: 49.2, notes: [] });
    expect(await point('cloud-ai-100', { mode: 'tdp-20w' })).toMatchObject({
      mode: 'tdp-20w',
      clockMhz: null,
    });
  });

  it('goes beyond the data sheet with a warning', async () => {
    for (const [id, highest] of [
      ['nucleo-l4r5zi', 120],
      ['raspberry-pi-4b', 1800],
      ['jetson-agx-orin', 1300],
    ] as const) {
      expect((await point(id, { clockMhz: highest })).notes.join()).not.toMatch(/beyond/);
      expect((await point(id, { clockMhz: highest + 1 })).notes.join()).toMatch(`beyond the ${highest} MHz`);
    }
  });

  it('has the clock of a mode, not that of the fastest one', async () => {
    expect(await point('jetson-agx-xavier', { mode: 'maxq' })).toMatchObject({
      clockMhz: null,
      mode: 'maxq',
    });
  });

  it('says what it took where the profile says nothing', async () => {
    expect((await point('raspberry-pi-4b')).notes.join()).toMatch(/all 4 cores/);
    expect((await point('google-pixel-3a')).notes.join()).toMatch(/all 2 fast cores/);
    expect((await point('khadas-vim4', { threads: '7' })).notes.join()).toMatch(/predicted as 4/);
    const without = { supply: undefined } as Partial<PredictableProfile>;
    expect((await point('nucleo-l4r5zi', {}, without)).notes.join()).toMatch(/^supply: neither/);
  });

  it.each<[string, Asked, RegExp]>([
    ['ndp9120', { clockMhz: 77 }, /no operating point with 77 MHz[\s\S]*30\.7 MHz, 0\.9 V[\s\S]*98\.7 MHz/],
    ['ndp9120', { batch: 2 }, /batch 2 says nothing of class npu/],
    ['nucleo-l4r5zi', { batch: 2 }, /batch 2 says nothing of class mcu/],
    ['nucleo-l4r5zi', { mode: 'maxn' }, /mode maxn says nothing of class mcu/],
    ['nucleo-l4r5zi', { threads: '2' }, /only CPUs/],
    ['nucleo-l4r5zi', { supplyV: 0.5 }, /below the .* V that the core/],
    ['t4', { supplyV: 3 }, /says nothing of class server-gpu/],
    ['t4', { threads: 'all' }, /only CPUs/],
    ['raspberry-pi-4b', { threads: '0' }, /"0" is not a number of threads[\s\S]*1 to 4, big-cores, all/],
    ['raspberry-pi-4b', { threads: '5' }, /not a number of threads/],
    ['raspberry-pi-4b', { threads: 'many' }, /not a number of threads/],
    ['raspberry-pi-4b', { mode: 'maxn' }, /not a power mode[\s\S]*none/],
    ['jetson-agx-xavier', { mode: 'MaxQ' }, /did you mean "maxq"/],
    ['jetson-agx-xavier-cpu', { mode: '31w' }, /allowed: 15w, 30w-2core/],
  ])('of %s refuses %j', async (id, asked, message) => {
    await expect(point(id, asked)).rejects.toThrow(message);
  });
});
