import { describe, expect, it } from 'vitest';
import { coreVoltageOf } from '../../sim/predict/core-voltage-of.ts';
import { predict } from '../../sim/predict/predict.ts';
import { predictableProfile } from '../../sim/predict/predictable-profile.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';

async function at(id: string, clockMhz: number, regulator: 'linear' | 'switching' | 'direct' = 'linear') {
  const profile = predictableProfile(await loadProfile(id));
  if (profile.class !== 'mcu') throw new Error(`${id} is no microcontroller`);
  return coreVoltageOf(profile, clockMhz, regulator);
}

describe('the core voltage at a clock', () => {
  it('is that of the slowest point of the profile that is fast enough', async () => {
    expect(await at('nucleo-l4r5zi', 120)).toEqual({ share: 1, note: null });
    expect(await at('nucleo-l4r5zi', 80)).toEqual({
      share: 1.2 / 1.28,
      note: 'clock: 80 MHz at 1.2 V, as 80 MHz needs it, against 1.28 V at 120 MHz',
    });
    expect((await at('nucleo-l4r5zi', 20)).share).toBe(1 / 1.28);
    expect((await at('nucleo-l4r5zi', 40)).share).toBe(1.2 / 1.28);
    expect((await at('nucleo-l4r5zi', 40)).note).toMatch(/an estimate/);
    expect((await at('nucleo-l4r5zi', 200)).share).toBe(1);
  });

  it('stays where the supply feeds the core, and where nothing is stated, which is an estimate', async () => {
    expect(await at('nucleo-l4r5zi', 80, 'direct')).toEqual({ share: 1, note: null });
    const unknown = await at('nucleo-h7a3zi-q', 100);
    expect(unknown.share).toBe(1);
    expect(unknown.note).toMatch(/an estimate; nucleo-h7a3zi-q states no voltage by clock/);
  });

  it('lowers the energy of a prediction, behind a switching regulator with its square', async () => {
    const of = (target: string, clockMhz: number) =>
      predict({ network: 'mlperf-tiny-ic', target, runtime: 'x-cube-ai-10.2', clockMhz });
    const [fast, slow] = await Promise.all([of('nucleo-u575zi-q', 160), of('nucleo-u575zi-q', 55)]);
    expect(slow.energyJ!.central).toBeLessThan(fast.energyJ!.central);
    expect(slow.grades.numbers.some(({ path }) => path.startsWith('clocks.points'))).toBe(true);
    expect(fast.grades.numbers.some(({ path }) => path.startsWith('clocks'))).toBe(false);
    const [whole, half] = await Promise.all([of('nucleo-h7a3zi-q', 280), of('nucleo-h7a3zi-q', 140)]);
    // At one voltage what does not go by the clock is paid for longer.
    expect(half.energyJ!.central).toBeGreaterThan(whole.energyJ!.central);
    expect(half.notes.join()).toMatch(/clock: an estimate/);
  });
});
