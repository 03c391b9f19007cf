import type { ClassModel, FittedModel } from '../class-model.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { type TermOf, TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredQuantity, type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { npuEnergyTerm, npuTimeTerm, program } from './operating-point-terms.ts';
import { npuPriors } from './priors.ts';

/** A fit that speaks only of programs that it has seen: it knows nothing of what a network costs on an accelerator. */
function operatingPointFit(
  rows: readonly MeasuredRow[],
  termOf: TermOf,
  target: (row: MeasuredRow) => number | null,
  quantity: MeasuredQuantity,
  unit: number,
): FittedModel {
  const told = rows.filter((row) => target(row) !== null);
  const programs = new Set(told.map(program));
  const predictor = new TermPredictor(told, termOf, target, npuPriors.noise);
  const model = new IntervalModel(predictor, rows, quantity, false);
  return {
    predict: (row) => {
      const range = programs.has(program(row)) ? model.predict(row) : null;
      return range && { low: range.low * unit, central: range.central * unit, high: range.high * unit };
    },
    // Nothing is known of layers.
    split: (row) => {
      const term = programs.has(program(row)) ? termOf(row, predictor.coefficients) : null;
      return term && [{ node: row.network, kind: 'whole', byCause: predictor.posterior.byCause(term) }];
    },
    calibration: () => predictor.summary(),
  };
}

const seconds = (row: MeasuredRow): number | null => {
  const latencyMs = measuredValue(row, 'latency');
  return latencyMs && row.clockMhz ? latencyMs / 1e3 : null;
};

/** Time of one inference on an NPU at another clock than it was measured at. */
export const npuLatencyModel: ClassModel = {
  targetClass: 'npu',
  quantity: 'latency',
  holdOuts: ['operating-point'],
  anchors: false,
  byRuntime: true,
  figures: { 'same-chip': { floorPercent: 5, goalPercent: 3 } },
  // A copy of the cycles at the other clock.
  size: (row) => (row.clockMhz ? 1 / row.clockMhz : null),
  baselines: [],
  fit: (rows) => operatingPointFit(rows, npuTimeTerm, seconds, 'latency', 1e3),
};

/** Energy of one inference on an NPU at another clock and voltage than it was measured at. */
export const npuEnergyModel: ClassModel = {
  targetClass: 'npu',
  quantity: 'energy',
  holdOuts: ['operating-point'],
  anchors: false,
  byRuntime: false,
  figures: { 'same-chip': { floorPercent: 6, goalPercent: 3 } },
  // A copy of the joules per volt squared.
  size: (row) => (row.supplyV ? row.supplyV ** 2 : null),
  baselines: [
    {
      name: 'energy of the other point copied',
      predict: (row, seen) => {
        const other = seen.find((one) => program(one) === program(row) && one.regulator === 'direct');
        return other ? measuredValue(other, 'energy') : null;
      },
    },
  ],
  fit: (rows) =>
    operatingPointFit(
      rows.filter((row) => row.regulator === 'direct'),
      npuEnergyTerm,
      (row) => measuredValue(row, 'energy'),
      'energy',
      1,
    ),
};
