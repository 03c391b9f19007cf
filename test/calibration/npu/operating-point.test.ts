import { describe, expect, it } from 'vitest';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { npuEnergyModel, npuLatencyModel } from '../../../sim/calibration/npu/operating-point-models.ts';
import { sampleRow } from '../sample-row.ts';

const point = (clockMhz: number, supplyV: number, parts: Partial<MeasuredRow> = {}) =>
  sampleRow({ targetClass: 'npu', chip: 'npu', clockMhz, supplyV, regulator: 'direct', ...parts });

describe('an NPU at another operating point', () => {
  it('takes the same cycles, and a little that does not scale with the clock', () => {
    const fitted = npuLatencyModel.fit([point(30, 0.9, { latencyMs: 10 })]);
    const { low, central, high } = fitted.predict(point(90, 1.1))!;
    expect(central).toBeGreaterThan(10 / 3);
    expect(central).toBeLessThan(10 / 3 + 0.2);
    expect(low).toBeLessThan(10 / 3 + 0.05);
    expect(high).toBeGreaterThan(central);
    expect(fitted.predict(point(30, 0.9))!.central).toBeCloseTo(10, 1);
  });

  it('takes energy by the square of the voltage, less where the clock is higher', () => {
    const fitted = npuEnergyModel.fit([point(30, 0.9, { energyJ: 1e-4 })]);
    const squared = (1.1 / 0.9) ** 2;
    const faster = fitted.predict(point(90, 1.1))!.central / 1e-4;
    const same = fitted.predict(point(30, 1.1))!.central / 1e-4;
    expect(same).toBeCloseTo(squared, 2);
    expect(faster).toBeLessThan(same);
    expect(faster).toBeGreaterThan(0.85 * squared);
  });

  it('is not predicted for a network, a build or a boundary that was not seen', () => {
    const seen = [point(30, 0.9)];
    expect(npuLatencyModel.fit(seen).predict(point(90, 1.1, { network: 'mlperf-tiny-ic' }))).toBeNull();
    expect(npuLatencyModel.fit(seen).predict(point(90, 1.1, { runtime: 'another build' }))).toBeNull();
    expect(npuLatencyModel.fit(seen).predict(point(90, 1.1, { clockMhz: null }))).toBeNull();
    expect(npuEnergyModel.fit(seen).predict(point(90, 1.1, { regulator: null }))).toBeNull();
  });
});
