import { beforeAll, describe, expect, it } from 'vitest';
import { predict } from '../../../sim/predict/predict.ts';
import { renderPrediction } from '../../../sim/report/text/render-prediction.ts';
import { listProfiles } from '../../../sim/targets/list-profiles.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { si } from '../../../sim/targets/quantity.ts';
import { sustainedRun } from '../../../sim/targets/thermal/sustained-run.ts';
import { settledC, type ThermalParameters } from '../../../sim/targets/thermal/thermal-node.ts';
import { thermalParameters } from '../../../sim/targets/thermal/thermal-parameters.ts';

interface Device {
  readonly id: string;
  readonly parts: ThermalParameters;
  readonly fullW: number;
  readonly idleW: number;
}

const devices = new Map<string, Device[]>();
beforeAll(async () => {
  for (const { id } of await listProfiles()) {
    const { profile } = await loadProfile(id);
    if (!('thermal' in profile) || !profile.thermal) continue;
    const { thermal } = profile;
    const known = devices.get(profile.class) ?? [];
    devices.set(profile.class, known);
    known.push({
      id,
      parts: thermalParameters(thermal),
      fullW: si(thermal.fullPower),
      idleW: si(thermal.idlePower),
    });
  }
});
const of = (targetClass: string) => devices.get(targetClass)!;
const run = ({ parts, fullW, idleW }: Device, ambientC: number) =>
  sustainedRun(parts, ambientC, fullW, idleW);

describe('what profiles say of heat', () => {
  it('is known of phones, edge boards and servers', () => {
    expect(of('phone').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['google-pixel-3a', 'snapdragon-835', 'snapdragon-855']),
    );
    expect(of('edge-gpu').length).toBeGreaterThanOrEqual(5);
    expect(of('server-gpu').length).toBeGreaterThanOrEqual(6);
    expect(of('server-cpu').length).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['phone', 300, 900],
    ['edge-gpu', 60, 300],
    ['server-gpu', 20, 120],
    ['server-cpu', 20, 120],
  ])('gives a %s a time constant of %i to %i s', (targetClass, least, most) => {
    for (const { id, parts } of of(targetClass)) {
      const seconds = parts.resistanceKPerW * parts.capacityJPerK;
      expect(seconds, id).toBeGreaterThan(least);
      expect(seconds, id).toBeLessThan(most);
    }
  });

  it('lets phones run at full power for minutes, and then at what a hand can hold', () => {
    for (const phone of of('phone')) {
      const { throttlesAfterS, powerW, speedShare } = run(phone, 25);
      expect(throttlesAfterS, phone.id).toBeGreaterThan(120);
      expect(throttlesAfterS, phone.id).toBeLessThan(3600);
      expect(speedShare, phone.id).toBeLessThan(1);
      expect(powerW, phone.id).toBeGreaterThan(2.5);
      expect(powerW, phone.id).toBeLessThan(4);
      expect(settledC(phone.parts, 25, powerW), phone.id).toBeLessThanOrEqual(phone.parts.throttleC + 1e-9);
    }
  });

  it('lets servers and edge boards keep full power in the air of a room, and not far above what they are rated for', () => {
    for (const targetClass of ['edge-gpu', 'server-gpu', 'server-cpu'])
      for (const device of of(targetClass)) {
        expect(run(device, 25), device.id).toMatchObject({ throttlesAfterS: null, speedShare: 1 });
        // The Orin profile runs at the clocks of a quarter of its power.
        if (device.id !== 'jetson-agx-orin') expect(run(device, 55).speedShare, device.id).toBeLessThan(1);
      }
  });

  it('is told by a prediction', async () => {
    const text = async (target: string, ambientC?: number) =>
      renderPrediction(
        await predict({ network: 'mobilenet-v2-1.0-224', target, ...(ambientC ? { ambientC } : {}) }),
      ).join('\n');
    expect(await text('google-pixel-3a')).toMatch(
      /without a pause: slows down after \d+ s, then keeps \d+% of/,
    );
    expect(await text('t4')).toMatch(/without a pause: settles at \d+ °C and never slows down/);
    expect(await text('t4', 60)).toMatch(/without a pause: slows down after/);
  });
});
