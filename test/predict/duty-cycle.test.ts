import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DutyLoad, dutyCycle } from '../../sim/predict/duty-cycle.ts';
import type { PowerState } from '../../sim/targets/target.ts';

const settings = { seed: 31, numRuns: 200 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const at = (states: readonly PowerState[]): DutyLoad['states'] => ({
  low: states,
  central: states,
  high: states,
});
const surely = (value: number) => ({ low: value, central: value, high: value });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** States whose power falls the deeper they are, never above the power of computing. */
const falling = (powerW: number) =>
  fc
    .array(
      fc.record({
        share: number(0, 1),
        afterMs: number(0, 50),
        wakeUs: number(0, 500),
        wakeUj: number(0, 50),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) => {
      const after = list.map((one) => one.afterMs).sort((a, b) => a - b);
      const shares = list.map((one) => one.share).sort((a, b) => b - a);
      return list.map(
        (one, i): PowerState => ({
          name: `state-${i}`,
          powerW: shares[i]! * powerW,
          afterNs: i === 0 ? 0 : after[i]! * 1e6,
          wakeNs: one.wakeUs * 1e3,
          wakeEnergyJ: one.wakeUj * 1e-6,
        }),
      );
    });

const load = number(0.001, 0.2).chain((powerW) =>
  fc.record({ latencyS: number(0.001, 0.1), states: falling(powerW) }).map(({ latencyS, states }) => ({
    latencyS,
    energyJ: { low: 0.8 * powerW * latencyS, central: powerW * latencyS, high: 1.3 * powerW * latencyS },
    states: at(states),
  })),
);

describe('a duty cycle', () => {
  it('draws over a period what the inference, rest and waking take, and empties the battery with it', () => {
    fc.assert(
      fc.property(load, number(1.01, 500), number(1, 1e5), (one, times, batteryJ) => {
        const everyS = times * one.latencyS;
        const { meanPowerW, restStates, batteryLifeDays, energyPerDayJ, ...rest } = dutyCycle(
          one,
          everyS,
          batteryJ,
        );
        const parts = sum(restStates.map((state) => state.energyJ + state.wakeEnergyJ));
        expect((meanPowerW.central * everyS) / (one.energyJ.central + parts)).toBeCloseTo(1, 9);
        expect(rest.inferenceEnergyJ).toBe(one.energyJ.central);
        expect(rest.dutyShare).toBeCloseTo(1 / times, 12);
        expect(meanPowerW.low).toBeLessThanOrEqual(meanPowerW.central);
        expect(meanPowerW.central).toBeLessThanOrEqual(meanPowerW.high);
        expect((batteryLifeDays!.central * energyPerDayJ) / batteryJ).toBeCloseTo(1, 9);
        for (const [life, power] of [
          ['low', 'high'],
          ['high', 'low'],
        ] as const)
          expect((batteryLifeDays![life] * 86400 * meanPowerW[power]) / batteryJ).toBeCloseTo(1, 9);
      }),
      settings,
    );
  });

  it('draws no more the longer the period is, where waking costs nothing', () => {
    fc.assert(
      fc.property(load, number(1.01, 100), number(1, 10), (one, times, longer) => {
        const free = at(one.states.central.map((state) => ({ ...state, wakeNs: 0, wakeEnergyJ: 0 })));
        const mean = (everyS: number) => dutyCycle({ ...one, states: free }, everyS, null).meanPowerW.central;
        const everyS = times * one.latencyS;
        expect(mean(longer * everyS)).toBeLessThanOrEqual(mean(everyS) * (1 + 1e-9));
      }),
      settings,
    );
  });

  it('comes to the power of the deepest state when there is hardly any work', () => {
    fc.assert(
      fc.property(load, (one) => {
        const deepest = one.states.central.at(-1)!.powerW;
        const { meanPowerW } = dutyCycle(one, 1e7, null);
        expect(meanPowerW.central).toBeGreaterThanOrEqual(deepest * (1 - 1e-9));
        expect(meanPowerW.central - deepest).toBeLessThan(1e-6);
      }),
      settings,
    );
  });

  const sleep = { name: 'sleep', powerW: 5e-3, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 };
  const stop = { name: 'stop', powerW: 2e-6, afterNs: 2e6, wakeNs: 60e3, wakeEnergyJ: 400e-6 };

  it('may draw more after a longer period that ends in a state that is dear to wake from', () => {
    const one = { latencyS: 0.01, energyJ: surely(1e-3), states: at([sleep, stop]) };
    const mean = (everyS: number) => dutyCycle(one, everyS, null).meanPowerW.central;
    expect(mean(0.0125)).toBeGreaterThan(mean(0.0119));
    expect(dutyCycle(one, 0.0119, null).restStates[1]!.wakes).toBe(0);
    expect(dutyCycle(one, 0.0125, null).restStates[1]!.wakes).toBe(1);
  });

  it('is better off racing to sleep at one supply, and at a slower clock where that lowers the supply', () => {
    // Of the power at full clock, 4 mW are static; the rest goes with the clock, and with the square of the supply.
    const race = {
      latencyS: 0.1,
      energyJ: surely(0.04 * 0.1),
      states: at([sleep, { ...stop, wakeEnergyJ: 2e-6 }]),
    };
    const same = { ...race, latencyS: 0.2, energyJ: surely((0.004 + 0.018) * 0.2) };
    const lower = { ...race, latencyS: 0.2, energyJ: surely((0.003 + 0.018 * 0.75 ** 2) * 0.2) };
    const [fast, slow, scaled] = [race, same, lower].map(
      (one) => dutyCycle(one, 1, 1e4).batteryLifeDays!.central,
    );
    expect(fast!).toBeGreaterThan(slow!);
    expect(scaled!).toBeGreaterThan(fast!);
  });
});
