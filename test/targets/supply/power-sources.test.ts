import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { alternating, isOnAt } from '../../../sim/targets/supply/alternating.ts';
import { kineticPower } from '../../../sim/targets/supply/kinetic-power.ts';
import { energyUntilJ, stepOf } from '../../../sim/targets/supply/power-trace.ts';
import { halfSine, type SolarPanel, solarPower } from '../../../sim/targets/supply/solar-power.ts';

const stream = (seed: number) => new RandomStream(seed, 'test', 'power');
const day = 86_400e9;
const panel: SolarPanel = {
  areaM2: 0.002,
  efficiency: 0.2,
  peakWPerM2: 1000,
  shape: 'half-sine',
  dayH: 24,
  sunriseH: 6,
  sunsetH: 18,
  cloudShare: 0,
  meanCloudS: 600,
  cloudLight: 0.25,
};

describe('on and off in turn', () => {
  it('is on for its share of the time, in times of its mean length', () => {
    const switches = alternating(stream(7), 0.3, 1e9, 40_000e9);
    let onNs = 0;
    for (let i = 0; i < switches.length; i += 2) onNs += (switches[i + 1] ?? 40_000e9) - switches[i]!;
    expect(onNs / 40_000e9).toBeCloseTo(0.3, 1);
    expect(onNs / Math.ceil(switches.length / 2) / 1e9).toBeCloseTo(1, 1);
    expect(isOnAt(switches, switches[0]!)).toBe(true);
    expect(isOnAt(switches, switches[1]!)).toBe(false);
  });

  it('is never on at a share of 0 and always at 1', () => {
    expect(alternating(stream(1), 0, 1e9, day)).toHaveLength(0);
    expect(isOnAt(alternating(stream(1), 1, 1e9, day), 12345)).toBe(true);
  });
});

describe('a solar panel', () => {
  it('follows the sine', () => {
    for (let x = 0; x <= 1; x += 1 / 64) expect(halfSine(x)).toBeCloseTo(Math.sin(Math.PI * x), 8);
  });

  it('gives 2 / pi of its peak over a clear day, and nothing at night', () => {
    const clear = solarPower(panel, 0, day, stream(1));
    const peakW = panel.areaM2 * panel.efficiency * panel.peakWPerM2;
    expect(energyUntilJ(clear, day) / (((2 / Math.PI) * peakW * day) / 2e9)).toBeCloseTo(1, 5);
    expect(energyUntilJ(clear, day / 4)).toBe(0);
    const turned = solarPower({ ...panel, shape: 'flat' }, 0, day, stream(1));
    expect(energyUntilJ(turned, day) / ((peakW * day) / 2e9)).toBeCloseTo(1, 2);
  });

  it('gives no more under more clouds, and begins at the time of day it is told', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (seed, cloudLight) => {
        const under = (light: number) =>
          energyUntilJ(
            solarPower({ ...panel, cloudShare: 0.4, cloudLight: light }, 0, day, stream(seed)),
            day,
          );
        expect(under(cloudLight)).toBeLessThanOrEqual(under(1) * (1 + 1e-12));
      }),
      { seed: 42, numRuns: 20 },
    );
    expect(solarPower(panel, 12, day, stream(1)).watts[0]).toBeCloseTo(0.4, 4);
  });
});

describe('a kinetic harvester', () => {
  it('gives its power for its share of the time, in steps that rise from 0', () => {
    for (const seed of [1, 2, 3, 4]) {
      const trace = kineticPower({ movingW: 2, movingShare: 0.25, meanMovingS: 10 }, 100_000e9, stream(seed));
      expect(trace.fromNs[0]).toBe(0);
      expect(trace.fromNs.every((from, i) => i === 0 || from > trace.fromNs[i - 1]!)).toBe(true);
      expect(energyUntilJ(trace, 100_000e9) / 1e5).toBeCloseTo(0.5, 1);
      expect(stepOf(trace, trace.fromNs[3]!)).toBe(3);
    }
  });
});
