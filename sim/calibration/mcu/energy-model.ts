import type { ClassModel } from '../class-model.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { EnergyPredictor } from './energy-predictor.ts';
import { fitCycles } from './latency-model.ts';
import type { McuFacts } from './mcu-facts.ts';
import { dataSheetPowerW, fitPower } from './power-model.ts';
import { totalMacs, workByKind } from './work-by-kind.ts';

/** Energy of one inference at the supply of a microcontroller: blind from the data sheet, or anchored by one run. */
export function mcuEnergyModel(facts: McuFacts): ClassModel {
  return {
    targetClass: 'mcu',
    quantity: 'energy',
    holdOuts: ['chip'],
    anchors: true,
    byRuntime: false,
    figures: {
      'family-known': { floorPercent: 60, goalPercent: 35 },
      anchored: { floorPercent: 20, goalPercent: 12 },
    },
    size: (row) => {
      const work = workByKind(row);
      return work && totalMacs(work);
    },
    baselines: [
      {
        name: 'data sheet power, one MAC per cycle',
        predict: (row) => {
          const work = workByKind(row);
          const powerW = dataSheetPowerW(row, facts);
          return work && powerW && row.clockMhz ? (powerW * totalMacs(work)) / (row.clockMhz * 1e6) : null;
        },
      },
    ],
    fit: (rows) =>
      new IntervalModel(
        new EnergyPredictor(fitCycles(rows, facts), fitPower(rows, facts)),
        rows,
        'energy',
        false,
      ),
  };
}
