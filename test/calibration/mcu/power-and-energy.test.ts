import { beforeAll, describe, expect, it } from 'vitest';
import { folds } from '../../../sim/calibration/hold-out.ts';
import { mcuEnergyModel } from '../../../sim/calibration/mcu/energy-model.ts';
import { loadMcuFacts } from '../../../sim/calibration/mcu/load-facts.ts';
import type { McuFacts } from '../../../sim/calibration/mcu/mcu-facts.ts';
import { dataSheetPowerW, mcuPowerModel } from '../../../sim/calibration/mcu/power-model.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';

let facts: McuFacts;
let rows: readonly MeasuredRow[];
beforeAll(async () => {
  facts = await loadMcuFacts();
  rows = await loadMeasured(['mcu']);
});

const find = (id: string): MeasuredRow => {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};

describe('racing to sleep on the H7A3 in the streaming benchmark', () => {
  const race = 'tiny-v1.3-closed-STMicroelectronics-NUCLEO-H7A3ZI-Q-sww';
  const amble = 'tiny-v1.3-closed-STMicroelectronics-NUCLEO-H7A3ZI-Q-40MHz-sww';

  it('loses by measurement', () => {
    expect(find(race).clockMhz).toBe(280);
    expect(find(amble).clockMhz).toBe(40);
    expect(find(race).energyJ! / find(amble).energyJ!).toBeGreaterThan(1.8);
  });

  it('loses by the model too, with each of the two points held out in turn', () => {
    const power = mcuPowerModel(facts);
    const predicted = [race, amble].map((id) => {
      const { kept } = folds(rows, 'operating-point').find(({ held }) => held.some((row) => row.id === id))!;
      return power.fit(kept).predict(find(id))!.central;
    });
    expect(predicted[0]! / predicted[1]!).toBeGreaterThan(1.3);
  });

  it('loses by the model of energy with the whole chip held out', () => {
    const { kept } = folds(rows, 'chip').find(({ held }) => held.some((row) => row.id === race))!;
    const energy = mcuEnergyModel(facts).fit(kept);
    expect(energy.predict(find(race))!.central).toBeGreaterThan(1.3 * energy.predict(find(amble))!.central);
  });
});

describe('1.8 V against 3.0 V on a linear regulator', () => {
  const pairs = ['ad', 'ic', 'kws', 'vww'].map((network) => [
    `tiny-v1.0-closed-STMicroelectronics-NUCLEO-L4R5ZI-${network}`,
    `tiny-v1.1-closed-Krai-NUCLEO-L4R5ZI-X-CUBE-AI-7-3-${network}`,
  ]);
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

  it('scales the measured energy by 1.66 at equal latency', () => {
    const [low, high] = [0, 1].map((i) => pairs.map((pair) => find(pair[i]!)));
    expect(mean(high!.map((row, i) => row.energyJ! / low![i]!.energyJ!))).toBeCloseTo(1.66, 1);
    expect(mean(high!.map((row, i) => row.latencyMs! / low![i]!.latencyMs!))).toBeCloseTo(1, 1);
    for (const row of [...low!, ...high!]) expect(row.regulator).toBe('linear');
  });

  it('scales the predicted energy by 1.66 at equal latency, with the chip held out', () => {
    const { kept } = folds(rows, 'chip').find(({ held }) => held.some((row) => row.chip === 'stm32l4r5'))!;
    const energy = mcuEnergyModel(facts).fit(kept);
    const ratios = pairs.map(
      ([low, high]) => energy.predict(find(high!))!.central / energy.predict(find(low!))!.central,
    );
    for (const ratio of ratios) expect(ratio).toBeCloseTo(3 / 1.8, 6);
  });
});

describe('power of a microcontroller', () => {
  it('is constant power behind a switching regulator and constant current behind a linear one', () => {
    const power = mcuPowerModel(facts).fit(rows.filter((row) => row.use === 'score'));
    const at = (supplyV: number, regulator: 'linear' | 'switching') =>
      power.predict({ ...find('tiny-v1.2-closed-STMicroelectronics-NUCLEO-L4R5ZI-ic'), supplyV, regulator })!
        .central;
    expect(at(3.3, 'switching')).toBeCloseTo(at(1.8, 'switching'), 9);
    expect(at(3.3, 'linear') / at(1.8, 'linear')).toBeCloseTo(3.3 / 1.8, 9);
    expect(at(1.8, 'switching')).toBeLessThan(at(1.8, 'linear'));
  });

  it('lies 1.6 to 2.8 times above the data sheet wherever both are known', () => {
    const ratios = rows.flatMap((row) => {
      const sheet = dataSheetPowerW(row, facts);
      return sheet && row.powerW && row.scenario !== 'Streaming' && row.use === 'score'
        ? [row.powerW / sheet]
        : [];
    });
    expect(ratios.length).toBeGreaterThan(50);
    expect(Math.min(...ratios)).toBeGreaterThan(1.6);
    expect(Math.max(...ratios)).toBeLessThan(2.8);
  });

  it('is not predicted for a chip without facts', () => {
    const power = mcuPowerModel(facts).fit(rows.filter((row) => row.use === 'score'));
    expect(power.predict({ ...rows[0]!, chip: 'unheard-of' })).toBeNull();
  });
});

describe('energy anchored by a run', () => {
  it('is nearer to the other runs of the chip than blind energy', () => {
    const { held, kept } = folds(rows, 'chip').find((fold) =>
      fold.held.some((row) => row.chip === 'stm32h7a3'),
    )!;
    const energy = mcuEnergyModel(facts).fit(kept);
    const measured = held.filter((row) => row.energyJ !== null);
    const anchor = measured.find(
      (row) => row.id === 'tiny-v1.2-closed-STMicroelectronics-NUCLEO-H7A3ZI-Q-ic',
    )!;
    const anchored = energy.anchoredBy!([anchor]);
    const error = (model: Pick<typeof energy, 'predict'>) =>
      measured
        .filter((row) => row !== anchor)
        .reduce((sum, row) => sum + Math.abs(model.predict(row)!.central / row.energyJ! - 1), 0) /
      (measured.length - 1);
    expect(error(anchored)).toBeLessThan(0.6 * error(energy));
  });
});
