import type { ClassModel, LayerShare } from '../class-model.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import type { McuFacts } from './mcu-facts.ts';
import { powerPriors } from './power-priors.ts';
import { dataSheetEnergyPerCycle, powerTerm, regulatorFactor } from './power-term.ts';

/** Power of a chip by its data sheet alone, in W: the current at the row's clock, through the row's regulator. */
export function dataSheetPowerW(row: MeasuredRow, facts: McuFacts): number | null {
  const chip = facts.chips[row.chip];
  const perCycle = chip && dataSheetEnergyPerCycle(chip);
  if (!chip || !perCycle || !row.clockMhz) return null;
  return perCycle * row.clockMhz * 1e6 * regulatorFactor(row, chip);
}

/** Mean power at the supply fitted to the rows of microcontrollers. */
export const fitPower = perRows(
  (rows, facts: McuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => powerTerm(row, facts, coefficients, powerPriors),
      (row) => measuredValue(row, 'power'),
      powerPriors.noise,
    ),
);

/** Mean power of a microcontroller at its supply. */
export function mcuPowerModel(facts: McuFacts): ClassModel {
  return {
    targetClass: 'mcu',
    quantity: 'power',
    holdOuts: ['operating-point', 'chip'],
    anchors: true,
    byRuntime: false,
    figures: { 'same-chip': { floorPercent: 12, goalPercent: 5 } },
    size: () => 1,
    baselines: [],
    fit: (rows) => {
      const predictor = fitPower(rows, facts);
      const split = (row: MeasuredRow): readonly LayerShare[] | null => {
        const term = powerTerm(row, facts, predictor.coefficients, powerPriors);
        return term && [{ node: row.network, kind: 'whole', byCause: predictor.posterior.byCause(term) }];
      };
      return explained(new IntervalModel(predictor, rows, 'power', false), {
        split,
        calibration: () => predictor.summary(),
      });
    },
  };
}
